package io.delegraph.aggregates;

import java.util.Locale;

/** Metrics with a distribution, so that quantiles are known. Append only: rows store the position. */
public enum DistributionMetric {
    /** Of ended delegations, from start to end. */
    DURATION_MS,
    /** Of ended delegations, and of settled workflows with their root's turns. */
    TOKENS,
    /** Of settled workflows, from the prompt to the end. */
    ELAPSED_MS,
    /** Of settled, analysed workflows: most agents at work at once, the root counted. */
    PEAK_CONCURRENCY,
    /** Of settled, analysed workflows: groups of agents one after the other. */
    STAGES,
    /** Of settled, analysed workflows: rounds of the same work, 1 when nothing is done again. */
    ITERATIONS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    private static final DistributionMetric[] VALUES = values();

    /** As it is written: {@code duration_ms}. */
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
    public static DistributionMetric atPosition(int position) {
        return VALUES[position];
    }
}
