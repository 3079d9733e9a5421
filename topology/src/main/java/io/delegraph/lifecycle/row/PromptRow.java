package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.DeclaredFlags;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A prompt of the root: a person's, or a notification that continues the workflow of its task.
 *
 * @param ownAt when a person gave it, epoch ms; null when only a notification came under this id
 * @param promptChars characters
 * @param command slash command; null for plain text
 * @param declared flags in it; null when there are none
 * @param notifiedTask the task of the earliest notification under this id; null without one
 * @param notifiedAt latest notification under this id, epoch ms; null without one
 * @param stoppedAt latest end of a turn under this id, epoch ms; null when not seen
 * @param listedAt latest of these ends that lists background tasks, epoch ms; null when none does
 * @param failed latest turn under this id that ended with an error of the model API; null when none did
 * @param usage token usage of the root in the whole session at the end of its latest turn under this id; null when not reported
 * @param toolCalls number of calls by the root under this id; like toolFailures set by {@code SessionRows}, not by merging
 * @param toolFailures how many of them failed
 */
@RecordBuilder
public record PromptRow(
        String promptId,
        @Nullable Long ownAt,
        @Nullable Integer promptChars,
        @Nullable String command,
        @Nullable DeclaredFlags declared,
        @Nullable Timestamped<String> notifiedTask,
        @Nullable Long notifiedAt,
        @Nullable Long stoppedAt,
        @Nullable Long listedAt,
        @Nullable Timestamped<Failure> failed,
        @Nullable Timestamped<Usage> usage,
        int toolCalls,
        int toolFailures)
        implements Row, PromptRowBuilder.With {
    public static PromptRowBuilder builder() {
        return PromptRowBuilder.builder();
    }

    /** A prompt of which only the id is known. */
    public static PromptRow named(String promptId) {
        return builder().promptId(promptId).build();
    }

    public static PromptRow own(
            String promptId, long at, int promptChars, @Nullable String command, @Nullable DeclaredFlags declared) {
        return builder()
                .promptId(promptId)
                .ownAt(at)
                .promptChars(promptChars)
                .command(command)
                .declared(declared)
                .build();
    }

    /** What an expanded slash command adds to its prompt. */
    public static PromptRow expanded(String promptId, @Nullable String command, @Nullable DeclaredFlags declared) {
        return builder().promptId(promptId).command(command).declared(declared).build();
    }

    public static PromptRow notified(String promptId, long at, String taskId) {
        return builder()
                .promptId(promptId)
                .notifiedTask(Timestamped.of(at, taskId))
                .notifiedAt(at)
                .build();
    }

    /** An end of a turn; {@code lists} is true when it lists background tasks, {@code usage} is null when not reported. */
    public static PromptRow stopped(String promptId, long at, boolean lists, @Nullable Timestamped<Usage> usage) {
        return builder()
                .promptId(promptId)
                .stoppedAt(at)
                .listedAt(lists ? (Long) at : null)
                .usage(usage)
                .build();
    }

    /** A turn that ended with an error of the model API. */
    public static PromptRow failed(String promptId, Timestamped<Failure> failure) {
        return builder()
                .promptId(promptId)
                .stoppedAt(failure.at())
                .failed(failure)
                .build();
    }

    @Override
    public RowKey key() {
        return new RowKey.OfPrompt(promptId);
    }

    @Override
    public PromptRow merge(Row row) {
        PromptRow other = (PromptRow) row;
        return builder()
                .promptId(promptId)
                .ownAt(Merge.earliest(ownAt, other.ownAt))
                .promptChars(Merge.greater(promptChars, other.promptChars))
                .command(Merge.lesser(command, other.command))
                .declared(
                        declared == null
                                ? other.declared
                                : other.declared == null
                                                || declared.toString().compareTo(other.declared.toString()) <= 0
                                        ? declared
                                        : other.declared)
                .notifiedTask(Merge.earliest(notifiedTask, other.notifiedTask))
                .notifiedAt(Merge.latest(notifiedAt, other.notifiedAt))
                .stoppedAt(Merge.latest(stoppedAt, other.stoppedAt))
                .listedAt(Merge.latest(listedAt, other.listedAt))
                .failed(Merge.latest(failed, other.failed))
                .usage(Merge.latest(usage, other.usage))
                .toolCalls(toolCalls)
                .toolFailures(toolFailures)
                .build();
    }

    /** The same prompt with these calls of the root added. */
    public PromptRow plusCalls(Counts calls) {
        return with().toolCalls(toolCalls + calls.toolCalls())
                .toolFailures(toolFailures + calls.toolFailures())
                .build();
    }
}
