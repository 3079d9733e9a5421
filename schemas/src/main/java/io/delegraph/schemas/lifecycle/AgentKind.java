package io.delegraph.schemas.lifecycle;

/** What kind of agent it is: how it came to be, and how the client lists it while it runs. */
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
    /** Seen by its tool calls only, without a start, a request or a type: an internal one of the client. */
    STRAY
}
