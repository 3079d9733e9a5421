package io.delegraph.schemas.lifecycle;

/** The state of an agent. */
public enum AgentState {
    /** Requested, but no start was seen. */
    REQUESTED,
    ACTIVE,
    /** It needs a person: for a permission, or for the root's next prompt. */
    WAITING,
    COMPLETED,
    FAILED,
    /** The client did not start it. */
    REFUSED,
    KILLED,
    /** No event for a while and no sign that it is alive; a late stop revises this. */
    LOST;

    /** False while it may still work: REQUESTED, ACTIVE, WAITING. */
    public boolean terminal() {
        return switch (this) {
            case REQUESTED, ACTIVE, WAITING -> false;
            case COMPLETED, FAILED, REFUSED, KILLED, LOST -> true;
        };
    }
}
