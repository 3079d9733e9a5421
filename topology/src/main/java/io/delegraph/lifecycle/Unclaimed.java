package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentState;

/** Where a request stands that no agent was found for. */
final class Unclaimed {
    private final SessionRows rows;
    private final Standings standings;
    private final Limits limits;
    private final long watermark;

    Unclaimed(SessionRows rows, Standings standings, Limits limits, long watermark) {
        this.rows = rows;
        this.standings = standings;
        this.limits = limits;
        this.watermark = watermark;
    }

    Standing of(SpawnRow spawn) {
        if (spawn.failed() != null) {
            return failed(spawn);
        }
        if (spawn.answered() != null && "completed".equals(spawn.answered().value())) {
            return Standing.ended(
                    AgentState.COMPLETED,
                    "its call was answered",
                    spawn.answered().at());
        }
        long lastArrival = spawn.arrival() == null ? 0 : spawn.arrival();
        long due = lastArrival + limits.lostAfter().toMillis();
        if (spawn.answered() == null) {
            Long closedAt = spawn.batchedAt() != null ? spawn.batchedAt() : parentEnd(spawn);
            if (closedAt != null) {
                long settled = lastArrival + limits.grace().toMillis();
                if (watermark >= settled) {
                    return Standing.ended(AgentState.REFUSED, "not started: the call was denied or invalid", closedAt);
                }
                due = Math.min(due, settled);
            }
        } else {
            due = lastArrival + limits.cap().toMillis();
        }
        if (watermark >= due) {
            return Standing.ended(AgentState.LOST, "asked for, never seen to start", null);
        }
        return spawn.answered() == null
                ? new Standing(AgentState.REQUESTED, "asked for, not seen to start yet", null, due)
                : new Standing(AgentState.ACTIVE, Words.launched(spawn), null, due);
    }

    private static Standing failed(SpawnRow spawn) {
        return switch (spawn.failure() == null ? SpawnFailure.OTHER : spawn.failure()) {
            case TERMINATED ->
                Standing.ended(
                        AgentState.FAILED,
                        Words.terminated(spawn),
                        spawn.failed().at());
            case INTERRUPTED ->
                Standing.ended(
                        AgentState.KILLED,
                        "interrupted by a person",
                        spawn.failed().at());
            case UNKNOWN_TYPE, DEPTH_LIMIT, CONCURRENCY_LIMIT, BUDGET, OTHER ->
                Standing.ended(
                        AgentState.REFUSED, Words.refused(spawn), spawn.failed().at());
        };
    }

    /** When the one who asked ended, epoch ms; null while it goes on. */
    private Long parentEnd(SpawnRow spawn) {
        if (spawn.parentAgentId() == null || spawn.requestedAt() == null) {
            return null;
        }
        Long ended = spawn.parentAgentId().equals(ROOT)
                ? rows.session().turnEndedAt()
                : standings.of(spawn.parentAgentId()).endedAt();
        return ended != null && ended > spawn.requestedAt() ? ended : null;
    }
}
