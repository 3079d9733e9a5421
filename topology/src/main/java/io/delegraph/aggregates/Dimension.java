package io.delegraph.aggregates;

import java.util.Locale;

/** Dimensions of the metrics. Append only: rows store the position. */
public enum Dimension {
    AGENT_TYPE,
    /** For a delegation OPEN or its final state, for a workflow OPEN, CLEAN or WITH_FAILURES. */
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
    /** The type of the agent that delegated. */
    PARENT_TYPE,
    /** The number of a wave's stage or of a loop's iteration, from 1; those from the eighth on are counted together. */
    STAGE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** An unknown value; in parentheses, so that it differs from a project of this name. */
    public static final String UNKNOWN = "(unknown)";

    /** Stands for all values beyond the limit of distinct values. */
    public static final String OTHER = "(other)";

    /** The value of a flag that the prompt does not have. */
    public static final String UNDECLARED = "undeclared";

    /** The name on topics and over HTTP: {@code agent_type}. */
    public String wireName() {
        return wireName;
    }
}
