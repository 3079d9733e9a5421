package io.delegraph.lifecycle;

/**
 * Decides when a session is looked at as a whole after its structure changed. A look costs as much as the session has agents, so a large
 * session under load is looked at less often than it changes: every event earns a few agents, and so does the time between events. A small
 * session is looked at after every change, and so is one that was quiet for a moment.
 */
final class RecomputeBudget {
    /** Agents of a small session. A look takes 2 to 7 µs an agent, and guesses of parents that it changes are emitted again. */
    private static final int SMALL_SESSION_AGENTS = 48;

    /** Agents that every event pays for in a larger one: of 5,000 agents, each thousandth event is looked after. */
    private static final int AGENTS_PER_EVENT = 5;

    /** Agents that every ms of arrival time pays for: 5,000 agents are looked at every 200 ms while events come. */
    private static final int AGENTS_PER_MS = 25;

    private long earnedAgents;
    private long arrivedAt;

    /**
     * Whether a look at so many agents is paid for; if so, it is taken from what was earned.
     *
     * @param arrival of the event that asks, epoch ms
     */
    boolean tryConsume(int needed, long arrival) {
        long since = Math.max(0, arrival - arrivedAt);
        arrivedAt = Math.max(arrivedAt, arrival);
        if (needed <= SMALL_SESSION_AGENTS) {
            return true;
        }
        // budget beyond one recomputation is not saved up
        earnedAgents = Math.min(needed, earnedAgents + AGENTS_PER_EVENT + Math.min(needed, since * AGENTS_PER_MS));
        if (earnedAgents < needed) {
            return false;
        }
        earnedAgents = 0;
        return true;
    }
}
