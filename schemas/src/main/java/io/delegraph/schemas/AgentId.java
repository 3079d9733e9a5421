package io.delegraph.schemas;

/** The ids of agents are those that the client gives them, but for the one that it gives none. */
public final class AgentId {
    /** The session's root: the agent that the user talks to, which no other one asked for. */
    public static final String ROOT = "root";

    private AgentId() {}
}
