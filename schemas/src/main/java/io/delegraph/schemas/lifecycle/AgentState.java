package io.delegraph.schemas.lifecycle;

/** Where an agent stands. */
public enum AgentState {
    /** Asked for, not seen to start. */
    REQUESTED,
    ACTIVE,
    /** It needs somebody: a permission, or for the root the next prompt. */
    WAITING,
    COMPLETED,
    FAILED,
    /** The client did not start it. */
    REFUSED,
    KILLED,
    /** No event for a while and nothing that proves it alive; a late stop revises this. */
    LOST;

    /** False while it may still work: REQUESTED, ACTIVE, WAITING. */
    public boolean terminal() {
        return switch (this) {
            case REQUESTED, ACTIVE, WAITING -> false;
            case COMPLETED, FAILED, REFUSED, KILLED, LOST -> true;
        };
    }
}
