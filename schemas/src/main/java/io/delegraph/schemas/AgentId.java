package io.delegraph.schemas;

/** Reserved agent ids. All other agents have the ids that the client gives them. */
public final class AgentId {
    /** The session's root: the agent that the user talks to, which no other agent requested. */
    public static final String ROOT = "root";

    private AgentId() {}
}
