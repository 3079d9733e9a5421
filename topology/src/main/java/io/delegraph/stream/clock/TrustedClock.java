package io.delegraph.stream.clock;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The machine's clock, as far as it can be trusted. A clock that is wrong for a moment (before it was set, or by a mistake) must not expire
 * anything, because a lost agent, a deleted session and a dropped window do not come back.
 *
 * <p>The rule:
 *
 * <ul>
 *   <li>A clock that advances as time passes is right. The passed time is measured by the monotonic clock, which nobody sets.
 *   <li>A clock that leaps ahead is trusted when it still does so after {@link #LEAP_CONFIRMATION}; until then time passes as before the
 *   leap. A machine that slept looks the same, so timers are late by this much once after it wakes up.
 *   <li>A clock that is set back is trusted at once, because nothing becomes due by it. Watermarks from before that are ahead of this time
 *   are discarded ({@code IngestProcessor}, {@code WatermarkTracker}).
 *   <li>At a start the clock can only be compared with stored times. After a long pause, timers that became due in between wait until the
 *   clock is {@link #settled} ({@code WatermarkTracker}); windows are not dropped before.
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
        long reported = clock.getAsLong();
        long expected = trustedTimeMs + (at - trustedAtNanos) / NANOS_PER_MS;
        long ahead = reported - expected;
        if (ahead > MAX_STEP_MS && Math.abs(ahead - leapMs) > MAX_STEP_MS) {
            leapMs = ahead;
            leapSeenAtNanos = at;
        }
        if (ahead > MAX_STEP_MS && at - leapSeenAtNanos < LEAP_CONFIRMATION.toNanos()) {
            return expected;
        }
        leapMs = 0;
        trustedAtNanos = at;
        trustedTimeMs = reported;
        return reported;
    }

    /** Whether the clock has been consistent for {@link #LEAP_CONFIRMATION}. */
    public synchronized boolean settled() {
        now();
        return leapMs == 0 && nanos.getAsLong() - startedAt >= LEAP_CONFIRMATION.toNanos();
    }
}
