package io.delegraph.schemas.lifecycle;

import io.delegraph.schemas.event.ToolAction;
import org.jspecify.annotations.Nullable;

/** What an agent that waits for a person waits for. */
public enum WaitKind {
    /** A person is asked to allow a tool call. */
    PERMISSION,
    /** A person is asked a question of the model's. */
    QUESTION,
    /** A person is asked to approve a plan. */
    PLAN,
    /** A person is asked for input by an MCP server. */
    ELICITATION,
    /** The root waits for the next prompt: nothing is held up. */
    PROMPT;

    /** Stands for the tool of an elicitation, which is asked for in the middle of a call of some tool. */
    public static final String ELICITATION_TOOL = "Elicitation";

    /** By what the call does that the person is asked about; null for a call without an action. */
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

    /** Whether somebody is needed for the work to go on. */
    public boolean urgent() {
        return this != PROMPT;
    }
}
