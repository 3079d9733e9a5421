package io.delegraph.schemas.security;

/**
 * A figure of an agent that differs much from those of other agents of its type on the days before.
 *
 * @param measure {@code duration_ms} or {@code tokens}
 * @param value the agent's own
 * @param median of the others
 * @param robustZ distance of the logarithms in units of the median absolute deviation, scaled to the standard deviation of a normal
 * distribution; negative when the value is less than usual
 */
public record Anomaly(String measure, long value, long median, double robustZ) {}
