package io.delegraph.schemas.lifecycle;

/** The evidence of an agent's parent, strongest first. */
public enum EdgeEvidence {
    /** The client's own note, read when the agent started. Exact. */
    META,
    /** The Agent tool's answer names the child. Exact. */
    RESULT,
    /** A task notification names the child and the Agent call. Exact. */
    NOTIFICATION,
    /** Guessed: unmatched requests and starts of one type, matched in time order. */
    INFERRED,
    /** Unknown: shown in a group of its own, never attached to the root. */
    NONE
}
