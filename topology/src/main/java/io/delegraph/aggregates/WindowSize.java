package io.delegraph.aggregates;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The sizes of windows, in ascending order. Windows begin at multiples of their size since the epoch (a day is a UTC day), and each
 * consists of whole windows of the next smaller size, so sums by minute are enough for all.
 */
public enum WindowSize {
    MINUTE("1m", Duration.ofMinutes(1), Duration.ofDays(2)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5), Duration.ofDays(7)),
    HOUR("1h", Duration.ofHours(1), Duration.ofDays(90)),
    DAY("1d", Duration.ofDays(1), Duration.ofDays(730));

    private final String wireName;
    private final long ms;
    private final long retentionMs;

    WindowSize(String word, Duration size, Duration kept) {
        this.wireName = word;
        this.ms = size.toMillis();
        this.retentionMs = kept.toMillis();
    }

    /** The name on topics and over HTTP: {@code 1m}, {@code 5m}, {@code 1h}, {@code 1d}. */
    public String wireName() {
        return wireName;
    }

    public long ms() {
        return ms;
    }

    /** Start of the window that contains a time, epoch ms. */
    public long startOf(long at) {
        return at - Math.floorMod(at, ms);
    }

    /** Start of the oldest window that is kept at {@code now}, epoch ms; earlier windows are expired. */
    public long oldestRetainedStart(long now) {
        return startOf(now - retentionMs);
    }

    public static Optional<WindowSize> of(String word) {
        return Arrays.stream(values())
                .filter(size -> size.wireName.equals(word))
                .findFirst();
    }
}
