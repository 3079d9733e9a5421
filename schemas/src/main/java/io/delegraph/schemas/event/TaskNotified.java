package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The client notified the root that a background run ended: a continuation of its workflow, not a new task.
 *
 * @param taskId the agent (or shell) that ended
 * @param toolUseId the call that caused the run: the Agent call, after a resume the SendMessage call; null when not reported
 * @param status completed, failed, killed, stopped, or what else the client says
 * @param tokens of that run's last model request; null when not reported
 * @param toolUses of that run; null when not reported
 * @param durationMs of that run; null when not reported
 * @param worktree name of the worktree that the client kept: the last part of its path, empty when privacy forbids it; null when it names
 * none
 * @param interim true when the agent stopped only until its own background work ends: it may go on; null otherwise
 * @param agentCount number of agents of a run of the Workflow tool; null for any other task
 */
@RecordBuilder
public record TaskNotified(
        Origin origin,
        String taskId,
        @Nullable String toolUseId,
        @Nullable String status,
        @Nullable Long tokens,
        @Nullable Integer toolUses,
        @Nullable Long durationMs,
        @Nullable String worktree,
        @Nullable Boolean interim,
        @Nullable Integer agentCount)
        implements AgentEvent.InSession {
    public static TaskNotifiedBuilder builder() {
        return TaskNotifiedBuilder.builder();
    }
}
