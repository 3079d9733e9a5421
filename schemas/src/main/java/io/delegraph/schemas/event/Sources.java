package io.delegraph.schemas.event;

/** Where events come from, as {@link Origin#source} says it. A producer may say anything: a label needs {@link #metricLabel}. */
public final class Sources {
    public static final String CLAUDE_CODE = "claude-code";

    /** Sessions that nobody ran: {@code delegraph demo}. */
    public static final String DEMO = "demo";

    private static final String OTHER = "other";

    private Sources() {}

    /** One of a few words, for a metric's label: the source, or {@code other}, also for null. */
    public static String metricLabel(String source) {
        return CLAUDE_CODE.equals(source) || DEMO.equals(source) ? source : OTHER;
    }
}
