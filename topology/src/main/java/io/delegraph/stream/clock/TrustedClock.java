package io.delegraph.stream.clock;

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
 *   <li>A clock that leaps ahead is believed after it has stood by that for {@link #LEAP_CONFIRMATION}; until then time passes as before the leap.
 *       A machine that slept looks the same, so timers are late by as much after it wakes up, once.
 *   <li>A clock that is set back is believed at once: nothing becomes due by it. What was said too late before is corrected: a watermark
 *       that lies ahead of this time is no watermark ({@code IngestProcessor}, {@code WatermarkTracker}).
 *   <li>At a start there is nothing to compare with but what was stored. What would be due because of the time in between waits until
 *       this is {@link #settled}, if that time is long ({@code WatermarkTracker}); windows are not dropped before.
 * </ul>
 */
public final class TrustedClock {
    /** A clock that stays ahead for longer than this is trusted. */
    static final Duration LEAP_CONFIRMATION = Duration.ofMinutes(2);

    /** Largest step of the clock that is accepted at once, ms: watermarks stay behind the clock by as much. */
    private static final long MAX_STEP_MS = 1_000;

    private static final long NANOS_PER_MS = 1_000_000;

    private final LongSupplier clock;
    private final LongSupplier nanos;
    private final long startedAt;

    /** When the clock was last trusted, nanoseconds, and its time then, epoch ms. */
    private long trustedAtNanos;

    private long trustedTimeMs;

    /** How far the clock is ahead of the trusted time, ms; 0 when it is not. */
    private long leapMs;

    private long leapSeenAtNanos;

    /**
     * @param clock epoch ms
     * @param nanos of {@link System#nanoTime}
     */
    public TrustedClock(LongSupplier clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
        this.trustedAtNanos = startedAt;
        this.trustedTimeMs = clock.getAsLong();
    }

    static TrustedClock system() {
        return new TrustedClock(System::currentTimeMillis, System::nanoTime);
    }

    /** Epoch ms. */
    public synchronized long now() {
        long at = nanos.getAsLong();
        long said = clock.getAsLong();
        long expected = trustedTimeMs + (at - trustedAtNanos) / NANOS_PER_MS;
        long ahead = said - expected;
        if (ahead > MAX_STEP_MS && Math.abs(ahead - leapMs) > MAX_STEP_MS) {
            leapMs = ahead;
            leapSeenAtNanos = at;
        }
        if (ahead > MAX_STEP_MS && at - leapSeenAtNanos < LEAP_CONFIRMATION.toNanos()) {
            return expected;
        }
        leapMs = 0;
        trustedAtNanos = at;
        trustedTimeMs = said;
        return said;
    }

    /** Whether the clock has stood by what it says for {@link #LEAP_CONFIRMATION}. */
    public synchronized boolean settled() {
        now();
        return leapMs == 0 && nanos.getAsLong() - startedAt >= LEAP_CONFIRMATION.toNanos();
    }
}
