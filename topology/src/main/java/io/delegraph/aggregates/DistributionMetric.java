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
    /** Of settled, analysed workflows: the most agents at work at once, including the root. */
    PEAK_CONCURRENCY,
    /** Of settled, analysed workflows: the number of consecutive groups of agents. */
    STAGES,
    /** Of settled, analysed workflows: rounds of the same work, 1 when nothing is repeated. */
    ITERATIONS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    private static final DistributionMetric[] VALUES = values();

    /** The name on topics and over HTTP: {@code duration_ms}. */
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
    public static DistributionMetric atPosition(int position) {
        return VALUES[position];
    }
}
