package io.delegraph.schemas.event;

/**
 * What a tool call does, whatever the client calls the tool. Only what the picture of a session depends on has a constant; every other
 * call has no action. A call that names a file and does not write it reads it.
 */
public enum ToolAction {
    /** Starts an agent; the call's own events are {@link SpawnRequested}, {@link SpawnAnswered} and {@link SpawnFailed}. */
    DELEGATE,
    /** Writes the file whose hash the call carries. */
    WRITE_FILE,
    /** Runs a command in a shell, which may start another client. */
    RUN_SHELL,
    /** Sends a message to the agent that is its target, by name or id; its input is counted by the message's words alone. */
    SEND_MESSAGE,
    /** Stands still until the background agent ends whose id is its target. */
    AWAIT_AGENT,
    /** Asks the person a question of the model's. */
    ASK_QUESTION,
    /** Asks the person to approve a plan; when it succeeds, planning is over. */
    LEAVE_PLANNING
}
