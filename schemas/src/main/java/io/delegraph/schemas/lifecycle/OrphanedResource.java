package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A shell or worktree that existed, or may have existed, after the end of its agent.
 *
 * @param id the shell's id, or the id of the agent that the worktree was made for
 * @param agentId the agent that it belongs to
 * @param what the program that the shell runs, or the worktree's name; null when unknown or privacy forbids
 * @param toolUseId the call that started the shell, or that requested the agent; null when unknown
 * @param since when the shell was started, or the worktree's agent, epoch ms; null when not seen
 * @param agentEndedAt end of the run that created it, epoch ms: its agent may have been resumed since; null for a lost agent without a
 * reported end
 * @param endedAt latest possible time of its end or removal, epoch ms; null when none is known
 * @param outlivedMs from {@code agentEndedAt} to {@code endedAt}, or to now; null when unknown
 * @param seenAt latest event that shows it, epoch ms: it outlived its agent at least until then; null without one
 * @param reason the evidence in plain words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record OrphanedResource(
        Kind kind,
        String id,
        String agentId,
        @Nullable String what,
        @Nullable String toolUseId,
        @Nullable Long since,
        @Nullable Long agentEndedAt,
        State state,
        @Nullable Long endedAt,
        @Nullable Long outlivedMs,
        @Nullable Long seenAt,
        Evidence evidence,
        String reason) {
    public enum Kind {
        @JsonProperty("background_shell")
        BACKGROUND_SHELL,
        @JsonProperty("worktree")
        WORKTREE
    }

    public enum State {
        /** A shell in the client's latest list. */
        @JsonProperty("running")
        RUNNING,
        /** A shell that has ended. */
        @JsonProperty("ended")
        ENDED,
        /** A worktree; hooks do not report when a person removes it later. */
        @JsonProperty("kept")
        KEPT,
        /** A worktree that was kept at first. */
        @JsonProperty("removed")
        REMOVED,
        /** It is unknown whether it still exists. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** The evidence of the state. */
    public enum Evidence {
        /** The latest list of running tasks contains it. */
        @JsonProperty("listed")
        LISTED,
        /** A later list no longer contains it. */
        @JsonProperty("unlisted")
        UNLISTED,
        /** Another agent stopped it. */
        @JsonProperty("task_stop")
        TASK_STOP,
        /** A notification. */
        @JsonProperty("notification")
        NOTIFICATION,
        /** The answer of the call that requested the agent. */
        @JsonProperty("result")
        RESULT,
        /** Its client ended. */
        @JsonProperty("session_end")
        SESSION_END,
        @JsonProperty("none")
        NONE
    }

    public static OrphanedResourceBuilder builder() {
        return OrphanedResourceBuilder.builder();
    }
}
