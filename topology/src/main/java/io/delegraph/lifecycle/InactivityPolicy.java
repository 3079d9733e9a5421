package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of an agent that has been inactive without reporting an end. Inactivity is measured against the watermark, because an agent
 * whose events are still in a backlog is not inactive.
 */
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
     * The state of an agent that is reported as gone; its own stop may still be on its way.
     *
     * @param saidAt arrival time of that report, epoch ms
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
     * The state of an agent that is not reported as gone.
     *
     * @param lastArrival latest arrival of an event about it, epoch ms
     * @param listed whether the client's list has it as running
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
     * The state of an agent that stopped only until its own background work ends.
     *
     * @param end the status that applies when it does not go on
     * @param lastArrival latest arrival of an event about it, epoch ms
     */
    AgentStatus interim(AgentStatus end, long lastArrival) {
        long due = lastArrival + timeouts.lostCap().toMillis();
        return watermark >= due
                ? end
                : new AgentStatus(AgentState.ACTIVE, "waits for background work of its own", null, due);
    }

    /** The state of an agent that is known only by its tool calls: an internal agent of the client, whose loss does not matter. */
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
     * The state of the root while its client has not ended. It is at work only while a turn runs. After an interruption the client reports
     * nothing until the next prompt, so a turn without events may be over.
     *
     * @param lastArrival latest arrival of an event of the session, epoch ms
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

    /** What a person was asked for, when no later event shows that the agent goes on; null otherwise. */
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

    /** Whether the session has been inactive for so long that its client may be gone. */
    boolean sessionInactive() {
        return watermark >= lastSessionArrival() + timeouts.lostCap().toMillis();
    }

    /** Latest arrival of an event about an agent, epoch ms. */
    long lastArrival(AgentRow agent, @Nullable SpawnRow request) {
        long arrival = agent.seen() == null ? 0 : agent.seen().lastArrival();
        if (request != null && request.arrival() != null) {
            arrival = Math.max(arrival, request.arrival());
        }
        // only other agents' events name it: it is as recent as the session
        return arrival == 0 ? lastSessionArrival() : arrival;
    }

    /** When any agent of the session was last active, epoch ms; the later reading of a transcript does not count. */
    long lastSessionArrival() {
        return rows.agents().values().stream()
                .filter(agent -> agent.seen() != null)
                .mapToLong(agent -> agent.seen().lastArrival())
                .max()
                .orElse(0);
    }
}
