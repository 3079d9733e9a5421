package io.delegraph.schemas.lifecycle;

/**
 * Number of agents in ended runs of the Workflow tool. When fewer were observed than reported, their hooks were lost; more are observed
 * when some were started outside of these runs.
 *
 * @param reported sum over the runs, by their notifications
 * @param observed agents of which an event arrived
 */
public record WorkflowToolAgents(int reported, int observed) {
    /** Number of agents without any event. */
    public int unobserved() {
        return Math.max(0, reported - observed);
    }
}
