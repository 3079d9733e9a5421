package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SuperClaude orchestration flags as a person wrote them: declared intent, not what happened. Null = not declared.
 *
 * @param command the slash command, for example {@code spawn} or {@code task}
 * @param delegate auto, files, folders; {@code auto} when the flag has no value
 * @param concurrency 1 to 15
 * @param waveMode auto, force, off
 * @param waveStrategy progressive, systematic, adaptive, enterprise
 * @param waveDelegation files, folders, tasks
 * @param loop true when declared
 * @param iterations 1 to 10
 * @param parallel true when declared
 * @param sequential true when declared
 * @param invalid names of flags with an invalid value; the value is not kept, because it may be any word of the prompt
 */
@RecordBuilder
public record DeclaredFlags(
        @Nullable String command,
        @Nullable String delegate,
        @Nullable Integer concurrency,
        @Nullable String waveMode,
        @Nullable String waveStrategy,
        @Nullable String waveDelegation,
        @Nullable Boolean loop,
        @Nullable Integer iterations,
        @Nullable Boolean parallel,
        @Nullable Boolean sequential,
        List<String> invalid) {
    public DeclaredFlags {
        invalid = invalid == null ? List.of() : List.copyOf(invalid);
    }

    public static DeclaredFlagsBuilder builder() {
        return DeclaredFlagsBuilder.builder();
    }
}
