package io.delegraph.aggregates;

import java.util.Locale;

/** Dimensions of the metrics. Append only: rows store the position. */
public enum Dimension {
    AGENT_TYPE,
    /** Of a delegation OPEN or its final state, of a workflow OPEN, CLEAN or WITH_FAILURES. */
    OUTCOME,
    /** 1 for the root's own delegations. */
    LEVEL,
    STRATEGY,
    ORCHESTRATION,
    COORDINATION_PATTERN,
    EXPECTED_OUTCOME,
    REASON,
    PROJECT,
    USER,
    /** {@code declared} or {@code undeclared}: whether the prompt has any orchestration flag. */
    DECLARED,
    DECLARED_DELEGATE,
    DECLARED_CONCURRENCY,
    DECLARED_WAVE_MODE,
    DECLARED_WAVE_STRATEGY,
    DECLARED_LOOP,
    /** Of the agent that delegated. */
    PARENT_TYPE,
    /** Of a wave the number of the stage, of a loop that of the iteration, from 1; those behind the seventh together. */
    STAGE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** A value that is not known; in parentheses, so that it is not taken for a project of this name. */
    public static final String UNKNOWN = "(unknown)";

    /** Stands for all values beyond the limit of distinct values. */
    public static final String OTHER = "(other)";

    /** A flag that the prompt does not have. */
    public static final String UNDECLARED = "undeclared";

    /** As it is written: {@code agent_type}. */
    public String wireName() {
        return wireName;
    }
}
