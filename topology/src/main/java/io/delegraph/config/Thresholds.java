package io.delegraph.config;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The values of {@code config/performance-thresholds.yaml}.
 *
 * @param minimumSample minimum size of a group that is compared with another
 */
public record Thresholds(int minimumSample, SeriesLimits shown, Alerts alerts) {
    private static final int MAX_COUNT = 1_000_000;
    private static final int MAX_SHOWN = 200;

    static Thresholds read(ConfigValues values) {
        return new Thresholds(
                values.integer("analytics.minimum-sample", 2, MAX_COUNT),
                new SeriesLimits(
                        values.integer("prometheus.agent-types", 1, MAX_SHOWN),
                        values.integer("prometheus.projects", 1, MAX_SHOWN),
                        values.integer("prometheus.users", 1, MAX_SHOWN)),
                Alerts.builder()
                        .depth(values.integer("alerts.depth", 1, 1_000))
                        .fanOut(values.integer("alerts.fan-out", 1, MAX_COUNT))
                        .spawnsPerMinute(values.integer("alerts.spawns-per-minute", 1, MAX_COUNT))
                        .waiting(values.duration("alerts.waiting", Duration.ofSeconds(1), Duration.ofDays(7)))
                        .failureShare(values.number("alerts.failure-share", BigDecimal.ONE))
                        .lostAgents(values.integer("alerts.lost-agents", 0, MAX_COUNT))
                        .costUsdPerHour(values.number("alerts.cost-usd-per-hour", BigDecimal.valueOf(MAX_COUNT)))
                        .consumerLag(values.integer("alerts.consumer-lag", 1, Integer.MAX_VALUE))
                        .rejectedShare(values.number("alerts.rejected-share", BigDecimal.ONE))
                        .endToEndDelay(
                                values.duration("alerts.end-to-end-delay", Duration.ofMillis(1), Duration.ofHours(1)))
                        .restarts(values.integer("alerts.restarts", 1, 1_000))
                        .build());
    }

    /** Maximum number of values of a window with a series of their own in {@code /metrics}. */
    public record SeriesLimits(int agentTypes, int projects, int users) {}

    /**
     * Limits above which an alert fires.
     *
     * @param depth levels below the root
     * @param fanOut live children of one agent
     * @param spawnsPerMinute of one session
     * @param waiting for a person
     * @param failureShare 0..1, of ended delegations
     * @param lostAgents within 15 minutes
     * @param costUsdPerHour USD
     * @param consumerLag records of a topic
     * @param rejectedShare 0..1, of raw records
     * @param endToEndDelay 99th percentile
     * @param restarts of one instance within an hour
     */
    @RecordBuilder
    public record Alerts(
            int depth,
            int fanOut,
            int spawnsPerMinute,
            Duration waiting,
            double failureShare,
            int lostAgents,
            double costUsdPerHour,
            int consumerLag,
            double rejectedShare,
            Duration endToEndDelay,
            int restarts) {
        static ThresholdsAlertsBuilder builder() {
            return ThresholdsAlertsBuilder.builder();
        }
    }
}
