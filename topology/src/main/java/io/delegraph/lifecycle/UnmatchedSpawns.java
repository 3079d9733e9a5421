package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentState;
import org.jspecify.annotations.Nullable;

/** Determines the status of a request for which no agent was found. */
final class UnmatchedSpawns {
    private final SessionRows rows;
    private final StatusResolver statuses;
    private final LifecycleTimeouts timeouts;
    private final long watermark;

    UnmatchedSpawns(SessionRows rows, StatusResolver statuses, LifecycleTimeouts timeouts, long watermark) {
        this.rows = rows;
        this.statuses = statuses;
        this.timeouts = timeouts;
        this.watermark = watermark;
    }

    AgentStatus of(SpawnRow spawn) {
        if (spawn.failed() != null) {
            return failed(spawn.failure() == null ? SpawnFailure.OTHER : spawn.failure(), spawn.failed());
        }
        if (spawn.answered() != null && "completed".equals(spawn.answered().value())) {
            return AgentStatus.ended(
                    AgentState.COMPLETED,
                    "its call was answered",
                    spawn.answered().at());
        }
        long lastArrival = spawn.arrival() == null ? 0 : spawn.arrival();
        long due = lastArrival + timeouts.lostAfter().toMillis();
        if (spawn.answered() == null) {
            Long closedAt = spawn.batchedAt() != null ? spawn.batchedAt() : parentEnd(spawn);
            if (closedAt != null) {
                long settled = lastArrival + timeouts.absentGrace().toMillis();
                if (watermark >= settled) {
                    return AgentStatus.ended(
                            AgentState.REFUSED, "not started: the call was denied or invalid", closedAt);
                }
                due = Math.min(due, settled);
            }
        } else {
            due = lastArrival + timeouts.lostCap().toMillis();
        }
        if (watermark >= due) {
            return AgentStatus.ended(AgentState.LOST, "requested, never seen to start", null);
        }
        return spawn.answered() == null
                ? new AgentStatus(AgentState.REQUESTED, "requested, not seen to start yet", null, due)
                : new AgentStatus(AgentState.ACTIVE, StateReasons.launched(spawn), null, due);
    }

    private static AgentStatus failed(SpawnFailure failure, Timestamped<String> error) {
        return switch (failure) {
            case TERMINATED -> AgentStatus.ended(AgentState.FAILED, StateReasons.terminated(error.value()), error.at());
            case INTERRUPTED -> AgentStatus.ended(AgentState.KILLED, "interrupted by a person", error.at());
            case UNKNOWN_TYPE, DEPTH_LIMIT, CONCURRENCY_LIMIT, BUDGET, OTHER ->
                AgentStatus.ended(AgentState.REFUSED, StateReasons.refused(failure, error.value()), error.at());
        };
    }

    /** When the requesting agent ended, epoch ms; null while it goes on. */
    private @Nullable Long parentEnd(SpawnRow spawn) {
        if (spawn.parentAgentId() == null || spawn.requestedAt() == null) {
            return null;
        }
        Long ended = spawn.parentAgentId().equals(ROOT)
                ? rows.session().turnEndedAt()
                : statuses.of(spawn.parentAgentId()).endedAt();
        return ended != null && ended > spawn.requestedAt() ? ended : null;
    }
}
