package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/** The sources of events, as in {@link Origin#source}. A producer may send any value, so a label needs {@link #metricLabel}. */
public final class Sources {
    public static final String CLAUDE_CODE = "claude-code";

    /** Simulated sessions: {@code delegraph demo}. */
    public static final String DEMO = "demo";

    private static final String OTHER = "other";

    private Sources() {}

    /** A bounded value for a metric's label: the source, or {@code other}, also for null. */
    public static String metricLabel(@Nullable String source) {
        return source != null && (source.equals(CLAUDE_CODE) || source.equals(DEMO)) ? source : OTHER;
    }
}
