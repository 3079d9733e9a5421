package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A tool call ended.
 *
 * @param action what the call does; null when it has no action
 * @param file keyed hash of the path of a file that it read or wrote, 12 hexadecimal digits; null when there is none or no key
 * @param durationMs as the client measured it; null when not reported
 * @param error class of the failure; null on success
 * @param outputChars size of the response, characters; null when there is none
 * @param resumedAgentId the agent that a message resumed; null otherwise
 * @param stoppedAgentId the agent that the call ended; null otherwise
 * @param shell the shell that it left running; null otherwise
 * @param stoppedShellId the shell that the call ended; null otherwise
 * @param workflowTaskId the task id of a run of several agents that the call began; null otherwise
 * @param denial why it was not allowed to run; null when it was allowed
 * @param personsWords true when the person who denied it said why, or what to do instead; null otherwise
 * @param errorMessage first line of the error, masked, at most 160 characters; null on success and when privacy forbids
 * @param text masked, at most 4,000 characters; null unless privacy is full
 * @param evidence as that of {@link ToolStarted}
 */
@RecordBuilder
public record ToolEnded(
        Origin origin,
        String toolUseId,
        String tool,
        @Nullable ToolAction action,
        @Nullable String target,
        @Nullable String file,
        ToolOutcome outcome,
        @Nullable Long durationMs,
        @Nullable String error,
        @Nullable Integer outputChars,
        @Nullable String resumedAgentId,
        @Nullable String stoppedAgentId,
        @Nullable BackgroundShell shell,
        @Nullable String stoppedShellId,
        @Nullable String workflowTaskId,
        @Nullable Denial denial,
        @Nullable Boolean personsWords,
        @Nullable String errorMessage,
        @Nullable String text,
        @Nullable CallEvidence evidence)
        implements AgentEvent.InSession, ToolEndedBuilder.With {
    public static ToolEndedBuilder builder() {
        return ToolEndedBuilder.builder();
    }
}
