package io.delegraph.aggregates;

import java.util.Locale;

/**
 * What is summed; whole numbers in base units, so that what was added can be taken back exactly. Append only: rows hold the position.
 *
 * <p>Everything but the counts of open ones comes from ended delegations and settled workflows. A {@code …_PPM} is a share in millionths;
 * {@code …_KNOWN} how many had one, the divisor of its mean.
 */
public enum SumMetric {
    DELEGATIONS,
    /** Not ended. */
    OPEN,
    COMPLETED,
    FAILED,
    REFUSED,
    KILLED,
    LOST,
    /** From start to end; {@link DistributionMetric#DURATION_MS} has how many. */
    DURATION_MS,
    /** {@link DistributionMetric#TOKENS} has of how many. */
    TOKENS,
    COST_MICRO_USD,
    COST_KNOWN,
    TOOL_CALLS,
    TOOL_FAILURES,
    /** Runs beyond an agent's first. */
    REPEATED_RUNS,
    PERMISSION_REQUESTS,
    PERMISSION_DENIALS,
    MESSAGES,
    TRANSFER_CHARS,
    SYNC_POINTS,
    EFFICIENCY_PPM,
    EFFICIENCY_KNOWN,
    ACTIVE_MS,
    /** A type's share of critical paths. */
    CRITICAL_MS,
    HALF_TIME_SAVES_MS,
    WORKFLOWS,
    CLEAN,
    WITH_FAILURES,
    /** Settled workflows that have an analysis: the divisor of what comes from it. */
    ANALYSED,
    /** The elapsed time of those. */
    ANALYSED_MS,
    SINGLE,
    SUB_AGENT,
    LOOP,
    WAVE,
    AGENTS,
    /** {@link DistributionMetric#ELAPSED_MS} has of how many. */
    ELAPSED_MS,
    /** So long so many were at work at once, multiplied and summed; by {@link #CONCURRENCY_MS} the mean over time. */
    CONCURRENT_MS,
    CONCURRENCY_MS,
    SPEED_UP_PPM,
    SPEED_UP_KNOWN,
    PARALLEL_EFFICIENCY_PPM,
    PARALLEL_EFFICIENCY_KNOWN,
    CRITICAL_PATH_MS,
    DELEGATED_CRITICAL_PPM,
    DELEGATED_CRITICAL_KNOWN,
    START_DELAY_MS,
    RETURN_DELAY_MS,
    PARENT_WAITED_MS,
    RETRIES,
    FILE_CONFLICTS,
    FAILURES,
    PROPAGATED_FAILURES,
    STAGES,
    /** Stages that do again what one before did: later rounds of a loop. */
    REPEATED_STAGES,
    /** What the prompts ask for, summed over those that say a number. */
    DECLARED_CONCURRENCY,
    DECLARED_CONCURRENCY_KNOWN,
    DECLARED_ITERATIONS,
    DECLARED_ITERATIONS_KNOWN,
    /** Agents with the agent that delegated to them, both ended; the root delegates, but is no delegation: its agents are in none. */
    PAIRS,
    /** Of the pairs, thousandths of the natural logarithm of the ms at work, and what a correlation takes besides: squares, products. */
    PARENT_WORK_LOG,
    CHILD_WORK_LOG,
    PARENT_WORK_LOG_SQUARED,
    CHILD_WORK_LOG_SQUARED,
    WORK_LOG_PRODUCT,
    /** Pairs of which both tokens are known, the same of their tokens. */
    TOKEN_PAIRS,
    PARENT_TOKENS_LOG,
    CHILD_TOKENS_LOG,
    PARENT_TOKENS_LOG_SQUARED,
    CHILD_TOKENS_LOG_SQUARED,
    TOKENS_LOG_PRODUCT,
    /** Pairs whose parent failed, was killed or lost. */
    PARENT_FAILED,
    CHILD_FAILED,
    BOTH_FAILED,
    /** Completed delegations that wanted something made or changed. */
    IMPLEMENTATIONS,
    /** Those of them that were checked. */
    GATED,
    /** Those of the checked ones that were worked on again then. */
    REWORKED,
    /** Time in which nobody worked on anything but checks. */
    GATE_MS,
    /** Workflows in which anything was checked, and the elapsed time of these. */
    GATED_WORKFLOWS,
    GATED_ELAPSED_MS,
    HAND_OFFS,
    REWORK,
    /** Stages that have one before them in their workflow, and what came of that one. */
    WITH_BEFORE,
    BEFORE_FAILURES,
    BEFORE_REWORK,
    /** Thousandths of the natural logarithm of a stage's time by that of the one before, and the squares of these. */
    DURATION_LOG_RATIO,
    DURATION_LOG_RATIO_SQUARED,
    /** The same of the tokens, of those stages of which both are known. */
    TOKENS_WITH_BEFORE,
    TOKENS_LOG_RATIO,
    TOKENS_LOG_RATIO_SQUARED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    private static final SumMetric[] VALUES = values();

    /** As it is written: {@code cost_micro_usd}. */
    public String wireName() {
        return wireName;
    }

    // pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    public int position() {
        return ordinal();
    }

    static int count() {
        return VALUES.length;
    }

    /** By position. */
    public static SumMetric atPosition(int position) {
        return VALUES[position];
    }
}
