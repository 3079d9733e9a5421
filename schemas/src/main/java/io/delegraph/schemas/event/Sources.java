package io.delegraph.schemas.event;

/** The sources of events, as in {@link Origin#source}. A producer may send any value, so a label needs {@link #metricLabel}. */
public final class Sources {
    public static final String CLAUDE_CODE = "claude-code";

    /** Simulated sessions: {@code delegraph demo}. */
    public static final String DEMO = "demo";

    private static final String OTHER = "other";

    private Sources() {}

    /** A bounded value for a metric's label: the source, or {@code other}, also for null. */
    public static String metricLabel(String source) {
        return CLAUDE_CODE.equals(source) || DEMO.equals(source) ? source : OTHER;
    }
}
