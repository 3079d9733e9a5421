package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Human-readable reasons of states and evidence. */
final class StateReasons {
    /** Why the root has no edge. */
    static final String NO_PARENT = "the session's root";

    /** Why a request without an agent has no edge. */
    static final String NO_AGENT = "no edge: no agent was found for the request; its parent is the agent that made it";

    private StateReasons() {}

    static String ended(ObservedRun run) {
        RunMark end = Objects.requireNonNull(run.end(), "the run ended");
        return switch (Objects.requireNonNull(run.outcome(), "a run that ended has an outcome")) {
            case COMPLETED ->
                switch (end.kind()) {
                    case ANSWERED -> "finished: its call was answered";
                    case NOTIFIED -> "finished: reported by a notification";
                    case STARTED, RESUMED, STOPPED, FAILED, KILLED, LAUNCHED, MOVED -> "finished";
                };
            case FAILED ->
                "failed: "
                        + (end.kind() == RunMark.Kind.FAILED
                                ? failure(end.detail(), end.message())
                                : "reported by a notification");
            case KILLED ->
                end.kind() == RunMark.Kind.KILLED ? "stopped by another agent" : "stopped before it finished";
            case REQUESTED, ACTIVE, WAITING, REFUSED, LOST ->
                throw new IllegalStateException("a run does not end " + run.outcome());
        };
    }

    private static String apiError(@Nullable String error) {
        return error == null || error.isEmpty() ? "an error of the model API" : "model API error " + error;
    }

    static String terminated(String error) {
        return "failed: " + error;
    }

    static String refused(SpawnFailure failure, String error) {
        return "not started: "
                + switch (failure) {
                    case UNKNOWN_TYPE -> "unknown type";
                    case DEPTH_LIMIT -> "too deep";
                    case CONCURRENCY_LIMIT -> "too many agents at once";
                    case BUDGET -> "out of budget";
                    case INTERRUPTED -> "interrupted by a person";
                    case TERMINATED, OTHER -> error.isEmpty() ? "the call was denied or invalid" : error;
                };
    }

    static String launched(SpawnRow spawn) {
        if (spawn.remoteTeammate()) {
            return spawn.agentSessionId() == null
                    ? "works in a session of its own"
                    : "works in session " + spawn.agentSessionId();
        }
        return spawn.remoteSession() != null
                ? "runs elsewhere: " + spawn.remoteSession()
                : "launched, not seen to start";
    }

    static String inactive(long forMs, AgentRow agent) {
        return "no event for " + duration(forMs) + lastTool(agent);
    }

    static String active(long quietMs, AgentRow agent) {
        if (quietMs < Duration.ofMinutes(1).toMillis()) {
            return "at work";
        }
        return agent.counts().open() > 0
                ? openCall(agent) + " runs for " + duration(quietMs)
                : "quiet for " + duration(quietMs) + lastTool(agent);
    }

    static String waiting(WaitCause cause) {
        return switch (cause.kind()) {
            case QUESTION -> "waits for the answer to a question";
            case PLAN -> "waits for the approval of its plan";
            case ELICITATION -> "waits for input that an MCP server asks for";
            case PERMISSION ->
                cause.tool().isEmpty() ? "waits for a permission" : "waits for permission to use " + cause.tool();
            case PROMPT -> throw new IllegalStateException("no tool waits for a prompt");
        };
    }

    /** The client's message about the error, else the class of the error. */
    static String turnFailed(Failure failure) {
        return "its turn failed: " + failure(failure) + "; waits for the next prompt";
    }

    /** What the client said of an error, else its class. */
    static String failure(Failure failure) {
        return failure(failure.type(), failure.message());
    }

    private static String failure(@Nullable String type, @Nullable String message) {
        if (message == null) {
            return apiError(type);
        }
        return type == null ? message : message + " (" + type + ")";
    }

    static String interruptedOrIdle(long forMs) {
        return "interrupted or idle, no event for " + duration(forMs);
    }

    /** For a root whose turn was not seen to end. */
    static String turnRunning(long quietMs, AgentRow root, boolean inCall) {
        if (quietMs < Duration.ofMinutes(1).toMillis()) {
            return "at work";
        }
        return inCall
                ? openCall(root) + " runs for " + duration(quietMs) + ", or was interrupted"
                : "quiet for " + duration(quietMs) + ": thinking or interrupted";
    }

    static String sessionEnded(String reason) {
        return reason.isEmpty() ? "its client ended" : "its client ended: " + reason;
    }

    static String edgeEvidence(EdgeEvidence evidence) {
        return switch (evidence) {
            case META -> "exact: the client's own note, read when the agent started";
            case RESULT -> "exact: the answer of the Agent call names this agent";
            case NOTIFICATION -> "exact: a task notification names this agent and its Agent call";
            case INFERRED ->
                "guessed: the oldest open request of this type; the call's answer will confirm or correct it";
            case NONE -> "unknown: no request fits; the client's note, an answer or a notification would show it";
        };
    }

    static String shellEvidence(OrphanedResource.Evidence evidence) {
        return switch (evidence) {
            case LISTED -> "the latest list of background tasks contains it";
            case UNLISTED -> "a later list of background tasks no longer contains it";
            case TASK_STOP -> "stopped by another agent";
            case NOTIFICATION -> "ended: reported by a notification";
            case SESSION_END -> "its client ended, which ends its shells";
            case RESULT, NONE -> "unknown whether it still runs";
        };
    }

    static String worktreeEvidence(OrphanedResource.State state, OrphanedResource.Evidence evidence) {
        String source = evidence == OrphanedResource.Evidence.RESULT ? "its call's answer" : "its notification";
        return switch (state) {
            case KEPT -> "kept, as " + source + " says";
            case REMOVED -> "kept at first; " + source + " of a later run no longer names it";
            case UNKNOWN, RUNNING, ENDED -> "its end does not say whether it was kept";
        };
    }

    private static String openCall(AgentRow agent) {
        return agent.lastTool() == null ? "a call" : agent.lastTool().value();
    }

    private static String lastTool(AgentRow agent) {
        return agent.lastTool() == null ? "" : "; last tool " + agent.lastTool().value();
    }

    private static String duration(long ms) {
        Duration duration = Duration.ofMillis(ms);
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 1
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
}
