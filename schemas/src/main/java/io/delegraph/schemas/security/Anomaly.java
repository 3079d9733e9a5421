package io.delegraph.schemas.security;

import org.jspecify.annotations.Nullable;

/**
 * What an agent does otherwise than the agents of its type on the days before: a figure that differs much, or something that none of them
 * did.
 *
 * @param measure what is compared, for example {@code duration_ms}, {@code fan_out} or {@code paths}
 * @param value the agent's own figure; null where something was first seen, like the next two
 * @param median of the others
 * @param robustZ distance of the logarithms in units of the median absolute deviation, scaled to the standard deviation of a normal
 * distribution; negative when the value is less than usual
 * @param firstSeen what none of them did, for example {@code HOME_CONFIG}; null for a figure
 */
public record Anomaly(
        String measure,
        @Nullable Long value,
        @Nullable Long median,
        @Nullable Double robustZ,
        @Nullable String firstSeen) {
    public static Anomaly unusual(String measure, long value, long median, double robustZ) {
        return new Anomaly(measure, value, median, robustZ, null);
    }

    public static Anomaly firstSeen(String measure, String firstSeen) {
        return new Anomaly(measure, null, null, null, firstSeen);
    }
}
