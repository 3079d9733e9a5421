package io.delegraph.metrics;

import io.delegraph.config.Thresholds;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** Exports the limits that alerts compare with, so that alert rules need not be generated from the configuration. */
public final class ThresholdMeters implements MultiCollector {
    private static final double MS = 1_000;

    private final Thresholds thresholds;
    private final long rocksDbBytes;

    /** The configured limits, with {@code streams.rocksdb-memory} in bytes. */
    public ThresholdMeters(Thresholds thresholds, long rocksDbBytes) {
        this.thresholds = thresholds;
        this.rocksDbBytes = rocksDbBytes;
    }

    @Override
    public MetricSnapshots collect() {
        Thresholds.Alerts alerts = thresholds.alerts();
        MetricFamily limits = MetricFamily.gauge(
                "delegraph_threshold",
                "Limits of config/performance-thresholds.yaml, in the unit at the end of the name");
        limits.add(alerts.depth(), "limit", "depth");
        limits.add(alerts.fanOut(), "limit", "fan_out");
        limits.add(alerts.spawnsPerMinute(), "limit", "spawns_per_minute");
        limits.add(alerts.waiting().toMillis() / MS, "limit", "waiting_seconds");
        limits.add(alerts.failureShare(), "limit", "failure_ratio");
        limits.add(alerts.lostAgents(), "limit", "lost_agents");
        limits.add(alerts.costUsdPerHour(), "limit", "cost_usd_per_hour");
        limits.add(alerts.consumerLag(), "limit", "consumer_lag_records");
        limits.add(alerts.rejectedShare(), "limit", "rejected_ratio");
        limits.add(alerts.endToEndDelay().toMillis() / MS, "limit", "end_to_end_delay_seconds");
        limits.add(alerts.restarts(), "limit", "restarts");
        limits.add(thresholds.minimumSample(), "limit", "minimum_sample");
        MetricFamily memory = MetricFamily.gauge(
                "delegraph_rocksdb_memory_limit_bytes",
                "Limit of RocksDB's block cache, which includes its write buffers (streams.rocksdb-memory)");
        memory.add((double) rocksDbBytes);
        return MetricFamily.all(List.of(limits, memory));
    }
}
