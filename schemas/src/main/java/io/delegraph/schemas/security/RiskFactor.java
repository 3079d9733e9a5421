package io.delegraph.schemas.security;

/** What a risk is made of. */
public enum RiskFactor {
    /** Open findings, by their severity. */
    FINDINGS,
    /** Calls that were not allowed to run. */
    REFUSED_CALLS,
    /** What is frequent in honest work and matters beside other things: pushes, deletions of directories, writes outside. */
    FREQUENT_ACTIONS,
    /** What others wrote was read: hosts that are not known. */
    OUTSIDE_CONTENT,
    /** How much the agent may do without asking. */
    PERMISSION_MODE,
    /** How far the agent is from the main agent. */
    LEVEL,
    /** Nobody knows for certain who asked for the agent. */
    PARENT_EVIDENCE,
    /** Nobody waits for the agent. */
    BACKGROUND,
    /** How many agents the agent asked for. */
    FAN_OUT,
    /** The agent differs from others of its type. */
    UNUSUAL,
    /** How many agents and levels a delegation has. */
    DELEGATION_COMPLEXITY
}
