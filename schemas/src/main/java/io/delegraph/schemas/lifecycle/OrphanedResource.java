package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Something that was there, or may have been, after the agent that it was made by or for had ended.
 *
 * @param id the shell's id, or the id of the agent that the worktree was made for
 * @param agentId whose it is
 * @param what the program that the shell runs, or the worktree's name; null when unknown or privacy forbids
 * @param toolUseId the call that started the shell, or that asked for the agent; null when unknown
 * @param since when the shell was started, or the worktree's agent, epoch ms; null when not seen
 * @param agentEndedAt end of the run that it comes from, epoch ms: its agent may have been resumed since; null for a lost agent, whose end
 *     nobody told
 * @param endedAt when it ended or was removed, at the latest, epoch ms; null while nothing says so
 * @param outlivedMs from {@code agentEndedAt} to {@code endedAt}, or so far; null when nobody knows
 * @param seenAt latest sign of it, epoch ms: it outlived its agent at least until then; null without one
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
        /** A shell that the client lists. */
        @JsonProperty("running")
        RUNNING,
        /** A shell. */
        @JsonProperty("ended")
        ENDED,
        /** A worktree; hooks do not tell when a person removes it later. */
        @JsonProperty("kept")
        KEPT,
        /** A worktree that was kept once. */
        @JsonProperty("removed")
        REMOVED,
        /** It is unknown whether it still exists. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** What the state rests on. */
    public enum Evidence {
        /** The latest list of what runs has it. */
        @JsonProperty("listed")
        LISTED,
        /** A later list has it no more. */
        @JsonProperty("unlisted")
        UNLISTED,
        /** Another agent stopped it. */
        @JsonProperty("task_stop")
        TASK_STOP,
        /** A notification. */
        @JsonProperty("notification")
        NOTIFICATION,
        /** The answer of the call that asked for the agent. */
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
