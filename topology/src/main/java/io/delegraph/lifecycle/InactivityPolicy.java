package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What it means that nothing was heard of an agent that reported no end. Only the watermark makes silence mean something. */
final class InactivityPolicy {
    private final SessionRows rows;
    private final LifecycleTimeouts timeouts;
    private final long watermark;

    InactivityPolicy(SessionRows rows, LifecycleTimeouts timeouts, long watermark) {
        this.rows = rows;
        this.timeouts = timeouts;
        this.watermark = watermark;
    }

    /**
     * Of an agent that is said to be gone; its own word may still be on its way.
     *
     * @param saidAt arrival time, epoch ms
     */
    AgentStatus afterGrace(long saidAt, String reason, AgentRow agent, @Nullable SpawnRow request) {
        long due = saidAt + timeouts.absentGrace().toMillis();
        if (watermark >= due) {
            return AgentStatus.ended(AgentState.LOST, reason, null);
        }
        AgentStatus alive = alive(agent, lastArrival(agent, request), false);
        return alive.nextTimerAt() == null || alive.nextTimerAt() < due
                ? alive
                : new AgentStatus(alive.state(), alive.reason(), alive.endedAt(), due);
    }

    /**
     * Of an agent that nobody says to be gone.
     *
     * @param lastArrival of a word about it, epoch ms
     * @param listed whether the client says that it runs
     */
    AgentStatus alive(AgentRow agent, long lastArrival, boolean listed) {
        WaitCause wait = openWait(agent);
        boolean held = wait != null || listed || agent.counts().open() > 0;
        long due = lastArrival + (held ? timeouts.lostCap() : timeouts.lostAfter()).toMillis();
        if (watermark >= due) {
            return AgentStatus.ended(AgentState.LOST, StateReasons.inactive(watermark - lastArrival, agent), null);
        }
        return wait != null
                ? new AgentStatus(AgentState.WAITING, StateReasons.waiting(wait), null, due)
                : new AgentStatus(AgentState.ACTIVE, StateReasons.active(watermark - lastArrival, agent), null, due);
    }

    /**
     * Of an agent that stopped only until background work of its own ends.
     *
     * @param end as it stands when it does not go on
     * @param lastArrival of a word about it, epoch ms
     */
    AgentStatus interim(AgentStatus end, long lastArrival) {
        long due = lastArrival + timeouts.lostCap().toMillis();
        return watermark >= due
                ? end
                : new AgentStatus(AgentState.ACTIVE, "waits for background work of its own", null, due);
    }

    /** Of an agent that only its tool calls tell of: the client's own business, which nobody misses. */
    AgentStatus stray(AgentRow agent, long lastArrival) {
        long due = lastArrival + timeouts.lostAfter().toMillis();
        return watermark >= due
                ? AgentStatus.ended(
                        AgentState.COMPLETED,
                        "an internal agent of the client: only its tool calls were seen",
                        agent.seen() == null ? null : (Long) agent.seen().lastAt())
                : new AgentStatus(AgentState.ACTIVE, StateReasons.active(watermark - lastArrival, agent), null, due);
    }

    /**
     * Of the root, whose client did not say that it ended. It is at work only while a turn runs; after an interruption the client says
     * nothing until the next prompt, so that a turn that nothing is heard of may be over.
     *
     * @param lastArrival of a word about the session, epoch ms
     */
    AgentStatus root(AgentRow root, RootTurn turn, long lastArrival) {
        return switch (turn.state()) {
            case NONE -> idle("waits for the first prompt");
            case ENDED -> idle("its turn ended, waits for the next prompt");
            case FAILED ->
                idle(StateReasons.turnFailed(Objects.requireNonNull(turn.failure(), "a turn that failed says why")));
            case INTERRUPTED -> idle("interrupted by a person, waits for the next prompt");
            case RUNNING -> running(root, turn, lastArrival);
        };
    }

    private AgentStatus running(AgentRow root, RootTurn turn, long lastArrival) {
        long gone = lastArrival + timeouts.lostCap().toMillis();
        if (watermark >= gone) {
            return AgentStatus.ended(AgentState.LOST, StateReasons.inactive(watermark - lastArrival, root), null);
        }
        WaitCause wait = openWait(root);
        if (wait != null) {
            return new AgentStatus(AgentState.WAITING, StateReasons.waiting(wait), null, gone);
        }
        long began = Objects.requireNonNull(turn.at(), "a turn that runs has begun");
        boolean inCall = root.counts().open() > 0 && root.callStartedAt() != null && root.callStartedAt() >= began;
        long due = inCall ? gone : lastArrival + timeouts.lostAfter().toMillis();
        return watermark >= due
                ? new AgentStatus(
                        AgentState.WAITING, StateReasons.interruptedOrIdle(watermark - lastArrival), null, gone)
                : new AgentStatus(
                        AgentState.ACTIVE, StateReasons.turnRunning(watermark - lastArrival, root, inCall), null, due);
    }

    /** No turn runs, so inactivity does not change the state. */
    private static AgentStatus idle(String reason) {
        return new AgentStatus(AgentState.WAITING, reason, null, null);
    }

    /** What a person was asked for, when nothing says since that the agent goes on; null otherwise. */
    @Nullable
    WaitCause openWait(AgentRow agent) {
        Timestamped<WaitCause> asked = agent.permission();
        if (asked == null || (agent.progressAt() != null && agent.progressAt() > asked.at())) {
            return null;
        }
        boolean answered = rows.tools(agent.agentId()).stream()
                .anyMatch(tool -> asked.value().tool().equals(tool.tool())
                        && tool.endedAt() != null
                        && tool.endedAt() >= asked.at());
        return answered ? null : asked.value();
    }

    /** Whether nothing was heard of the session for so long that its client may be gone. */
    boolean sessionInactive() {
        return watermark >= lastSessionArrival() + timeouts.lostCap().toMillis();
    }

    /** Arrival of the latest word about an agent, epoch ms. */
    long lastArrival(AgentRow agent, @Nullable SpawnRow request) {
        long arrival = agent.seen() == null ? 0 : agent.seen().lastArrival();
        if (request != null && request.arrival() != null) {
            arrival = Math.max(arrival, request.arrival());
        }
        // only named by others: as fresh as the session
        return arrival == 0 ? lastSessionArrival() : arrival;
    }

    /** When any agent of the session was heard of last, epoch ms; a transcript that is read later is no word of theirs. */
    long lastSessionArrival() {
        return rows.agents().values().stream()
                .filter(agent -> agent.seen() != null)
                .mapToLong(agent -> agent.seen().lastArrival())
                .max()
                .orElse(0);
    }
}
