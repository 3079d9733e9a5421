package io.delegraph.stream.security;

import java.time.Duration;

/**
 * Until when events of silent sessions have been awaited. That is the watermark, but not at once where nothing could arrive for a while:
 * after a start, and after a gap between two watermarks, which a broker that was away leaves. What hooks have kept meanwhile is on its way
 * then, and would look like silence.
 *
 * <pre>
 * watermarks   … 10:00  10:01 │ nothing │ 10:21  10:22  10:23
 * awaited      … 10:00  10:01 │         │ 10:01  10:22  10:23     what was kept arrives within the grace time
 * </pre>
 */
final class AwaitedTime {
    /** A running instance moves the watermark every minute when nothing happens. */
    static final Duration GAP = Duration.ofMinutes(2);

    /** The hook script tries again every 10 seconds, and gives up a try after 10 seconds. */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** The latest watermark before the gap, epoch ms. */
    private long before;

    /** The first watermark after the gap, epoch ms; 0 when there was none since the start. */
    private long after;

    private long latest;

    /** @param stored the watermark that the last run has reached, epoch ms; 0 when there was none */
    AwaitedTime(long stored) {
        this.before = stored;
        this.latest = stored;
    }

    /** Epoch ms; watermarks are given in their order, not necessarily each of them. */
    long until(long watermark) {
        boolean gap = watermark - latest >= GAP.toMillis();
        if (gap || after == 0 && watermark > latest) {
            before = latest;
            after = watermark;
        }
        latest = watermark;
        return after == 0 || watermark < after + GRACE.toMillis() ? Math.min(before, watermark) : watermark;
    }
}
