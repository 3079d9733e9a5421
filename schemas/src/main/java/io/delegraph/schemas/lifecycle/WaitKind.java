package io.delegraph.schemas.lifecycle;

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

    private static final String QUESTION_TOOL = "AskUserQuestion";
    private static final String PLAN_TOOL = "ExitPlanMode";

    /** By the tool that the person is asked about. */
    public static WaitKind ofTool(String tool) {
        return switch (tool) {
            case QUESTION_TOOL -> QUESTION;
            case PLAN_TOOL -> PLAN;
            case ELICITATION_TOOL -> ELICITATION;
            default -> PERMISSION;
        };
    }

    /** Whether somebody is needed for the work to go on. */
    public boolean urgent() {
        return this != PROMPT;
    }
}
