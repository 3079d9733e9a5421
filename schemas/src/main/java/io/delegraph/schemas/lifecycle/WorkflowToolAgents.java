package io.delegraph.schemas.lifecycle;

/**
 * Agents of runs of the Workflow tool that have ended: how many there were as the client says, and how many were heard of. Where fewer
 * were heard of, their hooks were lost; more are known where some were started outside of these runs' own count.
 *
 * @param told sum over the runs, by their notifications
 */
public record WorkflowToolAgents(int told, int known) {
    /** How many were not heard of. */
    public int unheard() {
        return Math.max(0, told - known);
    }
}
