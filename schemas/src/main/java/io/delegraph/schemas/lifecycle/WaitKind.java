package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.ToolAction;
import org.jspecify.annotations.Nullable;

/** What an agent needs from a person. */
public enum WaitKind {
    /** A person is asked to allow a tool call. */
    PERMISSION,
    /** A person is asked a question. */
    QUESTION,
    /** A person is asked to approve a plan. */
    PLAN,
    /** A person is asked for input by an MCP server. */
    ELICITATION,
    /** The root waits for the next prompt: no work is blocked. */
    PROMPT;

    /** The tool name of an elicitation, which is requested in the middle of a call of some tool. */
    public static final String ELICITATION_TOOL = "Elicitation";

    /** The kind by the action of the call that a person is asked about; null for a call without an action. */
    public static WaitKind of(@Nullable ToolAction action) {
        if (action == null) {
            return PERMISSION;
        }
        return switch (action) {
            case ASK_QUESTION -> QUESTION;
            case LEAVE_PLANNING -> PLAN;
            case DELEGATE, WRITE_FILE, RUN_SHELL, SEND_MESSAGE, AWAIT_AGENT -> PERMISSION;
        };
    }

    /** Whether a person is needed for the work to go on. */
    public boolean urgent() {
        return this != PROMPT;
    }
}
