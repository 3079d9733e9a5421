package io.delegraph.schemas.lifecycle;

/** What an agent's parent is known from, strongest first. */
public enum EdgeEvidence {
    /** The client's own note, read when the agent started. Exact. */
    META,
    /** The Agent tool's answer names the child. Exact. */
    RESULT,
    /** A task notification names the child and the Agent call. Exact. */
    NOTIFICATION,
    /** Guessed: unclaimed requests and starts of one type, matched in time order. */
    INFERRED,
    /** Unknown: shown in a bucket of its own, never hung on the root. */
    NONE
}
