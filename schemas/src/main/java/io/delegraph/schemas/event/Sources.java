package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/** The sources of events, as in {@link Origin#source}. A producer may send any value, so a label needs {@link #metricLabel}. */
public final class Sources {
    public static final String CLAUDE_CODE = "claude-code";

    /** Simulated sessions: {@code delegraph demo}. */
    public static final String DEMO = "demo";

    /** What metrics call every source that has no label of its own, also a missing one. */
    private static final String OTHER = "other";

    private Sources() {}

    /** Whether a source is the one that was asked for: by its name, or by {@code other} as the metrics call it. */
    public static boolean matches(String asked, @Nullable String source) {
        return asked.equals(source)
                || asked.equals(OTHER) && metricLabel(source).equals(OTHER);
    }

    /** A bounded value for a metric's label: the source, or {@code other}, also for null. */
    public static String metricLabel(@Nullable String source) {
        return source != null && (source.equals(CLAUDE_CODE) || source.equals(DEMO)) ? source : OTHER;
    }
}
