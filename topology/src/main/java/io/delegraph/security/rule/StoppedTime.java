package io.delegraph.security.rule;

/**
 * A time in which an agent was stopped, and nobody had asked it to go on.
 *
 * @param from epoch ms
 * @param to epoch ms, exclusive; the greatest number while nobody has
 */
public record StoppedTime(long from, long to) {
    /** Hooks run side by side, so that the times of two of them may be in the wrong order. */
    private static final long TOLERANCE_MS = 2_000;

    /** Whether the report of an end belongs to a stop: it comes with it, or later. */
    public static boolean together(long stop, long report) {
        return report >= stop - TOLERANCE_MS;
    }

    /** Whether the agent was stopped at a time, beyond what such times may be wrong by. */
    public boolean covers(long time) {
        return time - TOLERANCE_MS > from && time < to - TOLERANCE_MS;
    }
}
