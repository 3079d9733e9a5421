package io.delegraph.tools.demo.plan;

/** How a task's agent ends, and what is sent of it. */
public enum Ending {
    COMPLETES,
    /** It dies of an API error. */
    FAILS,
    /** A person interrupts its parent's turn; only in the foreground. */
    INTERRUPTED,
    /** The root stops it with {@link PlanStep.StopBackground}; only in the background. */
    STOPPED,
    /** It completes and its SubagentStop is lost; the answer of its call, or its notification, comes. */
    STOP_LOST,
    /** It completes and not a word of that arrives. */
    END_LOST
}
