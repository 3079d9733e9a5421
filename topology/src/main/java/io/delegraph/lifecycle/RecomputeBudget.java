package io.delegraph.lifecycle;

/**
 * Decides when a session's tree is recomputed after its structure changed. The cost is proportional to the number of agents, so a large
 * session under load is recomputed less often than it changes: every event adds a few agents to the budget, and so does the time between
 * events. A small session is recomputed after every change, and so is one that was quiet for a moment.
 */
final class RecomputeBudget {
    /**
     * Maximum number of agents in a small session. A recomputation takes 2 to 7 µs per agent, and guesses of parents that it changes are
     * emitted again.
     */
    private static final int SMALL_SESSION_AGENTS = 48;

    /** Agents that every event adds to the budget: a session of 5,000 agents is recomputed every 1,000 events. */
    private static final int AGENTS_PER_EVENT = 5;

    /** Agents that every ms of arrival time adds to the budget: 5,000 agents are recomputed every 200 ms while events come. */
    private static final int AGENTS_PER_MS = 25;

    private long earnedAgents;
    private long arrivedAt;

    /**
     * Whether the budget suffices for so many agents; if so, it is consumed.
     *
     * @param arrival of the current event, epoch ms
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
