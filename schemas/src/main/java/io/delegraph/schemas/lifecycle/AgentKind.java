package io.delegraph.schemas.lifecycle;

/** The kind of an agent, by its origin and by how the client lists it. */
public enum AgentKind {
    /** The session's root. */
    ROOT,
    /** Started by the Agent tool, or forked from a skill. */
    SUBAGENT,
    /** A member of a team in the root's process: each message that it handles is a run. */
    TEAMMATE,
    /** A member of a team with a session of its own. */
    REMOTE_TEAMMATE,
    /** Started by a run of the Workflow tool. */
    WORKFLOW_AGENT,
    /** Known only by its tool calls, without a start, a request or a type: an internal agent of the client. */
    STRAY
}
