package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolOutcome;

/**
 * A tool call.
 *
 * @param action what it does; null when it does nothing that has one
 * @param target what it acted on; null when unknown
 * @param startedAt epoch ms; null when its start was not seen
 * @param endedAt epoch ms; null while open
 * @param outcome null while open
 * @param durationMs as the client measured it; null when not told
 * @param error class of the failure; null without one
 * @param file keyed hash of the file that it read or wrote, 12 hexadecimal digits; null when there is none or no key
 * @param denial why it was not allowed to run; null when it was, and when nobody tells
 * @param errorMessage first line of the error; null without one, and when privacy forbids
 * @param chars size of a message that it sent, characters; null for any other call
 * @param promptId of a call of the root, the prompt that was current; of two that its events name, the one that sorts first. Null for
 *     another agent's call, and when not told
 */
public record ToolRow(
        String agentId,
        String toolUseId,
        String tool,
        ToolAction action,
        String target,
        Long startedAt,
        Long endedAt,
        ToolOutcome outcome,
        Long durationMs,
        String error,
        String file,
        Integer chars,
        Denial denial,
        String errorMessage,
        String promptId)
        implements Row {
    public static ToolRow started(
            String agentId,
            String toolUseId,
            String tool,
            ToolAction action,
            String target,
            String file,
            Integer chars,
            long at) {
        return new ToolRow(
                agentId,
                toolUseId,
                tool,
                action,
                target,
                at,
                null,
                null,
                null,
                null,
                file,
                action == ToolAction.SEND_MESSAGE ? chars : null,
                null,
                null,
                null);
    }

    public static ToolRow ended(
            String agentId,
            String toolUseId,
            String tool,
            ToolAction action,
            String target,
            String file,
            long at,
            ToolOutcome outcome,
            Long durationMs,
            String error) {
        return new ToolRow(
                agentId,
                toolUseId,
                tool,
                action,
                target,
                null,
                at,
                outcome,
                durationMs,
                error,
                file,
                null,
                null,
                null,
                null);
    }

    /** The same call, of which the client said why it was not allowed to run, or what went wrong; either may be null. */
    public ToolRow withReason(Denial why, String firstLine) {
        return new ToolRow(
                agentId,
                toolUseId,
                tool,
                action,
                target,
                startedAt,
                endedAt,
                outcome,
                durationMs,
                error,
                file,
                chars,
                why,
                firstLine,
                promptId);
    }

    /** The same call of the root, made under a prompt. */
    public ToolRow withPrompt(String currentPromptId) {
        return new ToolRow(
                agentId,
                toolUseId,
                tool,
                action,
                target,
                startedAt,
                endedAt,
                outcome,
                durationMs,
                error,
                file,
                chars,
                denial,
                errorMessage,
                currentPromptId);
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
        return new ToolRow(
                agentId,
                toolUseId,
                Merge.lesser(tool, other.tool),
                Merge.lesser(action, other.action),
                Merge.lesser(target, other.target),
                Merge.earliest(startedAt, other.startedAt),
                Merge.earliest(endedAt, other.endedAt),
                // the constants stand in order of how much they say, the batch's UNREPORTED last
                Merge.lesser(outcome, other.outcome),
                Merge.greater(durationMs, other.durationMs),
                Merge.lesser(error, other.error),
                Merge.lesser(file, other.file),
                Merge.greater(chars, other.chars),
                Merge.lesser(denial, other.denial),
                Merge.lesser(errorMessage, other.errorMessage),
                Merge.lesser(promptId, other.promptId));
    }
}
