package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.lifecycle.AgentState;

/** What it means that nothing was heard of an agent that told no end. Only the watermark makes silence mean something. */
final class Silence {
    private final SessionRows rows;
    private final Limits limits;
    private final long watermark;

    Silence(SessionRows rows, Limits limits, long watermark) {
        this.rows = rows;
        this.limits = limits;
        this.watermark = watermark;
    }

    /**
     * Of an agent that is said to be gone; its own word may still be on its way.
     *
     * @param saidAt arrival time, epoch ms
     */
    Standing afterGrace(long saidAt, String reason, AgentRow agent, SpawnRow request) {
        long due = saidAt + limits.grace().toMillis();
        if (watermark >= due) {
            return Standing.ended(AgentState.LOST, reason, null);
        }
        Standing alive = alive(agent, lastArrival(agent, request), false);
        return alive.wakeAt() == null || alive.wakeAt() < due
                ? alive
                : new Standing(alive.state(), alive.reason(), alive.endedAt(), due);
    }

    /**
     * Of an agent that nobody says to be gone.
     *
     * @param lastArrival of a word about it, epoch ms
     * @param listed whether the client says that it runs
     */
    Standing alive(AgentRow agent, long lastArrival, boolean listed) {
        boolean waits = waits(agent);
        boolean held = waits || listed || agent.counts().open() > 0;
        long due = lastArrival + (held ? limits.cap() : limits.lostAfter()).toMillis();
        if (watermark >= due) {
            return Standing.ended(AgentState.LOST, Words.silent(watermark - lastArrival, agent), null);
        }
        return waits
                ? new Standing(AgentState.WAITING, Words.waits(agent), null, due)
                : new Standing(AgentState.ACTIVE, Words.active(watermark - lastArrival, agent), null, due);
    }

    /**
     * Of an agent that stopped only until background work of its own ends.
     *
     * @param end as it stands when it does not go on
     * @param lastArrival of a word about it, epoch ms
     */
    Standing interim(Standing end, long lastArrival) {
        long due = lastArrival + limits.cap().toMillis();
        return watermark >= due
                ? end
                : new Standing(AgentState.ACTIVE, "waits for background work of its own", null, due);
    }

    /** Of an agent that only its tool calls tell of: the client's own business, which nobody misses. */
    Standing stray(AgentRow agent, long lastArrival) {
        long due = lastArrival + limits.lostAfter().toMillis();
        return watermark >= due
                ? Standing.ended(
                        AgentState.COMPLETED,
                        "an internal agent of the client: only its tool calls were seen",
                        agent.seen().lastAt())
                : new Standing(AgentState.ACTIVE, Words.active(watermark - lastArrival, agent), null, due);
    }

    /**
     * Of the root, whose client did not say that it ended. It is at work only while a turn runs; after an interruption the client says
     * nothing until the next prompt, so that a turn that nothing is heard of may be over.
     *
     * @param lastArrival of a word about the session, epoch ms
     */
    Standing root(AgentRow root, Turn turn, long lastArrival) {
        return switch (turn.stage()) {
            case NONE -> idle("waits for the first prompt");
            case ENDED -> idle("its turn ended, waits for the next prompt");
            case FAILED -> idle(Words.turnFailed(turn.failure()));
            case INTERRUPTED -> idle("interrupted by a person, waits for the next prompt");
            case RUNNING -> running(root, turn, lastArrival);
        };
    }

    private Standing running(AgentRow root, Turn turn, long lastArrival) {
        long gone = lastArrival + limits.cap().toMillis();
        if (watermark >= gone) {
            return Standing.ended(AgentState.LOST, Words.silent(watermark - lastArrival, root), null);
        }
        if (waits(root)) {
            return new Standing(AgentState.WAITING, Words.waits(root), null, gone);
        }
        boolean inCall = root.counts().open() > 0 && root.callStartedAt() != null && root.callStartedAt() >= turn.at();
        long due = inCall ? gone : lastArrival + limits.lostAfter().toMillis();
        return watermark >= due
                ? new Standing(AgentState.WAITING, Words.interruptedOrIdle(watermark - lastArrival), null, gone)
                : new Standing(AgentState.ACTIVE, Words.turnRuns(watermark - lastArrival, root, inCall), null, due);
    }

    /** No turn runs, so inactivity does not change the state. */
    private static Standing idle(String reason) {
        return new Standing(AgentState.WAITING, reason, null, null);
    }

    /** Whether a permission was asked for and nothing says since that the agent goes on. */
    boolean waits(AgentRow agent) {
        if (agent.permission() == null
                || (agent.progressAt() != null
                        && agent.progressAt() > agent.permission().at())) {
            return false;
        }
        return rows.tools(agent.agentId()).stream()
                .noneMatch(tool -> agent.permission().value().tool().equals(tool.tool())
                        && tool.endedAt() != null
                        && tool.endedAt() >= agent.permission().at());
    }

    /** Whether nothing was heard of the session for so long that its client may be gone. */
    boolean sessionSilent() {
        return watermark >= lastHeard() + limits.cap().toMillis();
    }

    /** Arrival of the latest word about an agent, epoch ms. */
    long lastArrival(AgentRow agent, SpawnRow request) {
        long arrival = agent.seen() == null ? 0 : agent.seen().lastArrival();
        if (request != null && request.arrival() != null) {
            arrival = Math.max(arrival, request.arrival());
        }
        // only named by others: as fresh as the session
        return arrival == 0 ? lastHeard() : arrival;
    }

    /** When any agent of the session was heard of last, epoch ms; a transcript that is read later is no word of theirs. */
    long lastHeard() {
        return rows.agents().values().stream()
                .filter(agent -> agent.seen() != null)
                .mapToLong(agent -> agent.seen().lastArrival())
                .max()
                .orElse(0);
    }
}
