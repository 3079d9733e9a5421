package io.delegraph.tools.demo.plan;

/** How a task's agent ends, and which hooks report it. */
public enum Ending {
    COMPLETES,
    /** It fails with an API error. */
    FAILS,
    /** A person interrupts its parent's turn; only in the foreground. */
    INTERRUPTED,
    /** The root stops it with {@link PlanStep.StopBackground}; only in the background. */
    STOPPED,
    /** It completes, but its SubagentStop is lost; the answer of its call, or its notification, arrives. */
    STOP_LOST,
    /** It completes, but no event reports it. */
    END_LOST
}
