package io.delegraph.tools.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a demo.
 *
 * @param seed the same seed gives the same sessions
 * @param rate sessions that begin per minute of the demo's time, above 0
 * @param sessions total number of sessions, at least 1; null for no limit
 * @param speed minutes of the demo's time per minute, 0.1 to 100
 * @param incidents share of sessions with an incident or a look-alike of one, 0..1
 * @param playFor duration after its start, in real time; null for no end
 */
public record DemoSettings(
        long seed,
        double rate,
        @Nullable Integer sessions,
        double speed,
        double incidents,
        @Nullable Duration playFor) {
    public static final double DEFAULT_RATE = 1;

    /** As many as one machine's page can show; for more there is {@code bench}. */
    private static final double MAX_RATE = 1_000;

    private static final double MIN_SPEED = 0.1;
    private static final double MAX_SPEED = 100;

    /** A demo without incidents. */
    public DemoSettings(long seed, double rate, @Nullable Integer sessions, double speed, @Nullable Duration playFor) {
        this(seed, rate, sessions, speed, 0, playFor);
    }

    /** Throws {@link IllegalArgumentException} with a line for a person. */
    public DemoSettings {
        if (!(rate > 0 && rate <= MAX_RATE)) {
            throw new IllegalArgumentException(
                    "--rate wants more than 0 and at most 1000 sessions a minute, not " + rate);
        }
        if (!(speed >= MIN_SPEED && speed <= MAX_SPEED)) {
            throw new IllegalArgumentException("--speed wants 0.1 to 100, not " + speed);
        }
        if (sessions != null && sessions < 1) {
            throw new IllegalArgumentException("--sessions wants at least 1, not " + sessions);
        }
        if (!(incidents >= 0 && incidents <= 1)) {
            throw new IllegalArgumentException("--incidents wants a share from 0 to 1, not " + incidents);
        }
        if (playFor != null && !playFor.isPositive()) {
            throw new IllegalArgumentException("--for wants some time, not " + playFor);
        }
    }
}
