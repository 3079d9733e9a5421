package io.delegraph.schemas.event;

/**
 * What a tool call does, independent of the client's name of the tool. Only actions that matter for the state of a session have a constant;
 * other calls have no action. A call that names a file and does not write it reads it.
 */
public enum ToolAction {
    /** Starts an agent; the call's own events are {@link SpawnRequested}, {@link SpawnAnswered} and {@link SpawnFailed}. */
    DELEGATE,
    /** Writes the file whose hash the call carries. */
    WRITE_FILE,
    /** Runs a command in a shell, which may start another client. */
    RUN_SHELL,
    /** Sends a message to its target, an agent's name or id; its input size is that of the message's text alone. */
    SEND_MESSAGE,
    /** Waits for the end of the background agent whose id is its target. */
    AWAIT_AGENT,
    /** Asks the person a question. */
    ASK_QUESTION,
    /** Asks the person to approve a plan; when it succeeds, planning is over. */
    LEAVE_PLANNING
}
