package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/**
 * When something was seen.
 *
 * @param firstAt earliest event time, epoch ms
 * @param lastAt latest event time, epoch ms
 * @param lastArrival latest arrival at the broker, epoch ms: inactivity is measured from here, so that replayed events count as recent
 */
public record Sighting(long firstAt, long lastAt, long lastArrival) {
    public static Sighting of(long at, long arrival) {
        return new Sighting(at, at, arrival);
    }

    static @Nullable Sighting merge(@Nullable Sighting a, @Nullable Sighting b) {
        return a == null
                ? b
                : b == null
                        ? a
                        : new Sighting(
                                Math.min(a.firstAt, b.firstAt),
                                Math.max(a.lastAt, b.lastAt),
                                Math.max(a.lastArrival, b.lastArrival));
    }
}
