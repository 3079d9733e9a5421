package io.delegraph.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaMetersTest {
    private static final String THREAD = "delegraph-0f9c2a1e-5d1f-4a52-9a0e-4f8f3f3f1a11-StreamThread-2";

    private final List<Metric> metrics = new ArrayList<>();
    private final ScrapedSamples scraped = new ScrapedSamples(new KafkaMeters(() -> metrics));

    private record Fixed(MetricName metricName, Object metricValue) implements Metric {}

    private void metric(String group, String name, Object value, Map<String, String> tags) {
        metrics.add(new Fixed(new MetricName(name, group, "", tags), value));
    }

    @Test
    void shouldSumTheLagByTopicWhenMetricsAreReportedTwice() {
        String group = "consumer-fetch-manager-metrics";
        metric(group, "records-lag", 3.0, Map.of("client-id", THREAD, "topic", "agent.hooks", "partition", "0"));
        metric(group, "records-lag", 4.0, Map.of("client-id", THREAD, "topic", "agent.hooks", "partition", "1"));
        metric(group, "records-lag", 4.0, Map.of("client-id", THREAD, "topic", "agent_hooks", "partition", "1"));
        metric(group, "records-lag", Double.NaN, Map.of("client-id", THREAD, "topic", "agent.events"));
        assertThat(scraped.series("delegraph_consumer_lag_records"))
                .containsExactly("delegraph_consumer_lag_records{topic=\"agent.hooks\"} 7.0");
    }

    @Test
    void shouldLabelAThreadByItsNumberOnly() {
        metric("stream-thread-metrics", "process-total", 5.0, Map.of("thread-id", THREAD));
        metric("stream-thread-metrics", "process-latency-avg", 2.0, Map.of("thread-id", THREAD));
        metric("stream-thread-metrics", "not-allowed", 1.0, Map.of("thread-id", THREAD));
        assertThat(scraped.series("kafka_.*"))
                .containsExactlyInAnyOrder(
                        "kafka_stream_thread_process_total{thread=\"2\"} 5.0",
                        "kafka_stream_thread_process_latency_seconds{thread=\"2\"} 0.002");
    }

    @Test
    void shouldAddUpWhatThreadsRestore() {
        for (String updater : List.of("StateUpdater-1", "StateUpdater-2")) {
            Map<String, String> tags = Map.of("thread-id", updater);
            metric("stream-state-updater-metrics", "active-restoring-tasks", 2, tags);
            metric("stream-state-updater-metrics", "restore-records-rate", 150.0, tags);
        }
        assertThat(scraped.series("kafka_stream_state_updater_.*"))
                .containsExactlyInAnyOrder(
                        "kafka_stream_state_updater_restoring_tasks 4.0",
                        "kafka_stream_state_updater_restore_records_per_second 300.0");
    }

    @Test
    void shouldCountTheSharedCacheOnce() {
        for (String store : List.of("one", "two")) {
            Map<String, String> tags = Map.of("thread-id", THREAD, "task-id", "0_1", "rocksdb-state-id", store);
            metric("stream-state-metrics", "block-cache-usage", 100.0, tags);
            metric("stream-state-metrics", "size-all-mem-tables", 10.0, tags);
        }
        assertThat(scraped.series("delegraph_rocksdb_memory_bytes"))
                .containsExactly(
                        "delegraph_rocksdb_memory_bytes{part=\"block_cache\"} 100.0",
                        "delegraph_rocksdb_memory_bytes{part=\"memtables\"} 20.0");
    }
}
