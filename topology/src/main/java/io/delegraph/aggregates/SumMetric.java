package io.delegraph.aggregates;

import java.util.Locale;

/**
 * The summed amounts: whole numbers in base units, so that additions can be taken back exactly. Append only: rows hold the position.
 *
 * <p>All except the counts of open ones come from ended delegations and settled workflows. {@code …_PPM} is a share in millionths; {@code
 * …_KNOWN} is the number of values, the divisor of the mean.
 */
public enum SumMetric {
    DELEGATIONS,
    /** Not ended yet. */
    OPEN,
    COMPLETED,
    FAILED,
    REFUSED,
    KILLED,
    LOST,
    /** From start to end; {@link DistributionMetric#DURATION_MS} has the number of values. */
    DURATION_MS,
    /** {@link DistributionMetric#TOKENS} has the number of values. */
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
    /** The elapsed time of the analysed workflows. */
    ANALYSED_MS,
    SINGLE,
    SUB_AGENT,
    LOOP,
    WAVE,
    AGENTS,
    /** {@link DistributionMetric#ELAPSED_MS} has the number of values. */
    ELAPSED_MS,
    /** The number of agents at work integrated over time; divided by {@link #CONCURRENCY_MS} it is the mean over time. */
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
    /** Stages that repeat an earlier one: later rounds of a loop. */
    REPEATED_STAGES,
    /** The concurrency that prompts declare, summed over those that give a number. */
    DECLARED_CONCURRENCY,
    DECLARED_CONCURRENCY_KNOWN,
    DECLARED_ITERATIONS,
    DECLARED_ITERATIONS_KNOWN,
    /** Pairs of an agent and the agent that delegated to it, both ended. The root is in no pair, because it is no delegation. */
    PAIRS,
    /** Over the pairs, the natural logarithm of the ms at work in thousandths, with the squares and products for a correlation. */
    PARENT_WORK_LOG,
    CHILD_WORK_LOG,
    PARENT_WORK_LOG_SQUARED,
    CHILD_WORK_LOG_SQUARED,
    WORK_LOG_PRODUCT,
    /** Pairs with known tokens of both agents, and the same sums of their tokens. */
    TOKEN_PAIRS,
    PARENT_TOKENS_LOG,
    CHILD_TOKENS_LOG,
    PARENT_TOKENS_LOG_SQUARED,
    CHILD_TOKENS_LOG_SQUARED,
    TOKENS_LOG_PRODUCT,
    /** Pairs whose parent ended FAILED, KILLED or LOST. */
    PARENT_FAILED,
    CHILD_FAILED,
    BOTH_FAILED,
    /** Completed delegations that should make or change something. */
    IMPLEMENTATIONS,
    /** The implementations that were checked. */
    GATED,
    /** The checked implementations that were reworked afterwards. */
    REWORKED,
    /** Time in which only checks were at work. */
    GATE_MS,
    /** Workflows with a check, and their elapsed time. */
    GATED_WORKFLOWS,
    GATED_ELAPSED_MS,
    HAND_OFFS,
    REWORK,
    /** Stages with an earlier stage in their workflow, and the results of that one. */
    WITH_BEFORE,
    BEFORE_FAILURES,
    BEFORE_REWORK,
    /** The logarithm of the ratio of a stage's time to that of the previous one, in thousandths, and the squares. */
    DURATION_LOG_RATIO,
    DURATION_LOG_RATIO_SQUARED,
    /** The same for tokens, over the stages where both are known. */
    TOKENS_WITH_BEFORE,
    TOKENS_LOG_RATIO,
    TOKENS_LOG_RATIO_SQUARED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    private static final SumMetric[] VALUES = values();

    /** The name on topics and over HTTP: {@code cost_micro_usd}. */
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

    /** The metric at a position. */
    public static SumMetric atPosition(int position) {
        return VALUES[position];
    }
}
