package io.delegraph.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The machine's clock, as far as it is believed. A clock that is wrong for a moment (before it was set, or by a mistake) must not end what
 * goes by time: an agent is lost, a session forgotten and a window dropped for good.
 *
 * <p>The rule:
 *
 * <ul>
 *   <li>A clock that goes on as time passes is right. How much time passed tells the time since the machine started, which nobody sets.
 *   <li>A clock that leaps ahead is believed after it has stood by that for {@link #STANDS}; until then time passes as before the leap.
 *       A machine that slept looks the same, so timers are late by as much after it wakes up, once.
 *   <li>A clock that is set back is believed at once: nothing becomes due by it. What was said too late before is corrected: a watermark
 *       that lies ahead of this time is no watermark ({@link IngestProcessor}, {@link Watermarks}).
 *   <li>At a start there is nothing to compare with but what was stored. What would be due because of the time in between waits until
 *       this is {@link #settled}, if that time is long ({@link Watermarks}); windows are not dropped before.
 * </ul>
 */
final class BelievedTime {
    /** A clock that stays ahead for longer than this is trusted. */
    static final Duration STANDS = Duration.ofMinutes(2);

    /** Largest step of the clock that is accepted at once, ms: watermarks stay behind the clock by as much. */
    private static final long SMALL = 1_000;

    private static final long NANOS = 1_000_000;

    private final LongSupplier clock;
    private final LongSupplier nanos;
    private final long startedAt;

    /** When the clock was last trusted, nanoseconds, and its time then, epoch ms. */
    private long nanosThen;

    private long then;

    /** How far the clock is ahead of the trusted time, ms; 0 when it is not. */
    private long leap;

    private long leaptAt;

    /**
     * @param clock epoch ms
     * @param nanos of {@link System#nanoTime}
     */
    BelievedTime(LongSupplier clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
        this.nanosThen = startedAt;
        this.then = clock.getAsLong();
    }

    static BelievedTime ofThisMachine() {
        return new BelievedTime(System::currentTimeMillis, System::nanoTime);
    }

    /** Epoch ms. */
    synchronized long now() {
        long at = nanos.getAsLong();
        long said = clock.getAsLong();
        long expected = then + (at - nanosThen) / NANOS;
        long ahead = said - expected;
        if (ahead > SMALL && Math.abs(ahead - leap) > SMALL) {
            leap = ahead;
            leaptAt = at;
        }
        if (ahead > SMALL && at - leaptAt < STANDS.toNanos()) {
            return expected;
        }
        leap = 0;
        nanosThen = at;
        then = said;
        return said;
    }

    /** Whether the clock has stood by what it says for {@link #STANDS}. */
    synchronized boolean settled() {
        now();
        return leap == 0 && nanos.getAsLong() - startedAt >= STANDS.toNanos();
    }
}
