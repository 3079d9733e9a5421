package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolOutcome;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A tool call.
 *
 * @param tool as the client calls it; null for a call that delegates in events of an earlier version
 * @param action what the call does; null when it has no action
 * @param target what it acted on; null when unknown
 * @param startedAt epoch ms; null when its start was not seen
 * @param endedAt epoch ms; null while open
 * @param outcome null while open
 * @param durationMs as the client measured it; null when not reported
 * @param error class of the failure; null without one
 * @param file keyed hash of the file that it read or wrote, 12 hexadecimal digits; null when there is none or no key
 * @param denial why it was not allowed to run; null when it was allowed, and when not reported
 * @param personsWords true when the person who denied it said why, or what to do instead; null otherwise
 * @param errorMessage first line of the error; null without one, and when privacy forbids
 * @param chars size of a message that it sent, characters; null for any other call
 * @param promptId for a call of the root, the prompt that was current; when its events name two, the one that sorts first. Null for another
 * agent's call, and when not reported
 * @param evidence what it does, for security rules; null when it does nothing that concerns them
 * @param permissionMode the mode in which it was begun; null without evidence, when its start was not seen, and when a transcript reported
 * the mode, which may be stale
 */
@RecordBuilder
public record ToolRow(
        String agentId,
        String toolUseId,
        @Nullable String tool,
        @Nullable ToolAction action,
        @Nullable String target,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable ToolOutcome outcome,
        @Nullable Long durationMs,
        @Nullable String error,
        @Nullable String file,
        @Nullable Integer chars,
        @Nullable Denial denial,
        @Nullable Boolean personsWords,
        @Nullable String errorMessage,
        @Nullable String promptId,
        @Nullable CallEvidence evidence,
        @Nullable String permissionMode)
        implements Row, ToolRowBuilder.With {
    public static ToolRowBuilder builder() {
        return ToolRowBuilder.builder();
    }

    @Override
    public RowKey key() {
        return new RowKey.OfTool(agentId, toolUseId);
    }

    public boolean isOpen() {
        return startedAt != null && outcome == null;
    }

    public boolean isMessage() {
        return action == ToolAction.SEND_MESSAGE;
    }

    @Override
    public ToolRow merge(Row row) {
        ToolRow other = (ToolRow) row;
        return builder()
                .agentId(agentId)
                .toolUseId(toolUseId)
                .tool(Merge.lesser(tool, other.tool))
                .action(Merge.lesser(action, other.action))
                .target(Merge.lesser(target, other.target))
                .startedAt(Merge.earliest(startedAt, other.startedAt))
                .endedAt(Merge.earliest(endedAt, other.endedAt))
                // the constants are ordered by how specific they are, with the batch's UNREPORTED last
                .outcome(Merge.lesser(outcome, other.outcome))
                .durationMs(Merge.greater(durationMs, other.durationMs))
                .error(Merge.lesser(error, other.error))
                .file(Merge.lesser(file, other.file))
                .chars(Merge.greater(chars, other.chars))
                .denial(Merge.lesser(denial, other.denial))
                .personsWords(Merge.greater(personsWords, other.personsWords))
                .errorMessage(Merge.lesser(errorMessage, other.errorMessage))
                .promptId(Merge.lesser(promptId, other.promptId))
                .evidence(CallEvidence.union(evidence, other.evidence))
                .permissionMode(Merge.lesser(permissionMode, other.permissionMode))
                .build();
    }
}
