package io.delegraph.schemas.event;

/** The classes of a failed Agent call's error text; only {@link #TERMINATED} proves that a child had started. */
public enum SpawnFailure {
    UNKNOWN_TYPE,
    DEPTH_LIMIT,
    CONCURRENCY_LIMIT,
    BUDGET,
    /** The child had started and ended early. */
    TERMINATED,
    /** A person interrupted the call. */
    INTERRUPTED,
    OTHER
}
