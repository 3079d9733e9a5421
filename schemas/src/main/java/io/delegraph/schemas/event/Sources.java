package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/** Where events come from, as {@link Origin#source} says it. A producer may say anything: a label needs {@link #metricLabel}. */
public final class Sources {
    public static final String CLAUDE_CODE = "claude-code";

    /** Sessions that nobody ran: {@code delegraph demo}. */
    public static final String DEMO = "demo";

    private static final String OTHER = "other";

    private Sources() {}

    /** One of a few words, for a metric's label: the source, or {@code other}, also for null. */
    public static String metricLabel(@Nullable String source) {
        return source != null && (source.equals(CLAUDE_CODE) || source.equals(DEMO)) ? source : OTHER;
    }
}
