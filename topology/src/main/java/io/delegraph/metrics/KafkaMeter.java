package io.delegraph.metrics;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of Kafka's metrics that is exported.
 *
 * @param group Kafka's group
 * @param metric Kafka's name
 * @param divisor divisor for base units
 * @param label name of the label
 * @param combiner combines metrics with the same label value
 */
record KafkaMeter(
        String group,
        String metric,
        String name,
        String help,
        MeterType type,
        double divisor,
        LabelSource label,
        @Nullable String value,
        DoubleBinaryOperator combiner) {
    private static final Pattern THREAD = Pattern.compile("StreamThread-(\\d+)");
    private static final Pattern TOPIC = Pattern.compile("agent\\.[a-z.]+");
    private static final double MS = 1_000;

    enum MeterType {
        COUNTER,
        GAUGE
    }

    /** How the label is made from Kafka's own tags, which contain process ids. */
    enum LabelSource {
        NOTHING,
        THREAD,
        STORE,
        TOPIC,
        PART
    }

    private static final String THREADS = "stream-thread-metrics";
    private static final String STATE = "stream-state-metrics";

    static final List<KafkaMeter> EXPORTED = List.of(
            new KafkaMeter(
                    "consumer-fetch-manager-metrics",
                    "records-lag",
                    "delegraph_consumer_lag_records",
                    "Unread records in this instance's partitions, by topic",
                    MeterType.GAUGE,
                    1,
                    LabelSource.TOPIC,
                    null,
                    Double::sum),
            store("total-sst-files-size", "delegraph_state_store_bytes", "Bytes on disk, by state store"),
            store("estimate-num-keys", "delegraph_state_store_keys", "Keys as RocksDB estimates them, by state store"),
            // all stores share one cache, and each store reports it
            memory("block-cache-usage", "block_cache", Math::max),
            memory("size-all-mem-tables", "memtables", Double::sum),
            memory("estimate-table-readers-mem", "table_readers", Double::sum),
            total(THREADS, "process-total", "kafka_stream_thread_process", "Records processed"),
            total(THREADS, "commit-total", "kafka_stream_thread_commit", "Commits"),
            total(THREADS, "punctuate-total", "kafka_stream_thread_punctuate", "Timers fired"),
            total(THREADS, "task-created-total", "kafka_stream_thread_task_created", "Tasks created"),
            total(
                    "stream-task-metrics",
                    "dropped-records-total",
                    "kafka_stream_task_dropped_records",
                    "Records dropped"),
            thread(
                    "process-latency-avg",
                    "kafka_stream_thread_process_latency_seconds",
                    "Mean time to process a record",
                    MS),
            thread("commit-latency-avg", "kafka_stream_thread_commit_latency_seconds", "Mean time of a commit", MS),
            thread("process-ratio", "kafka_stream_thread_process_ratio", "Share of the time spent processing", 1),
            thread("commit-ratio", "kafka_stream_thread_commit_ratio", "Share of the time spent committing", 1),
            thread("poll-ratio", "kafka_stream_thread_poll_ratio", "Share of the time spent polling", 1),
            client(
                    "alive-stream-threads",
                    "kafka_stream_alive_stream_threads",
                    "Running stream threads",
                    MeterType.GAUGE),
            client(
                    "failed-stream-threads",
                    "kafka_stream_failed_stream_threads",
                    "Failed stream threads",
                    MeterType.COUNTER),
            restoration(
                    "active-restoring-tasks",
                    "kafka_stream_state_updater_restoring_tasks",
                    "Tasks whose state is being restored"),
            restoration(
                    "restore-records-rate",
                    "kafka_stream_state_updater_restore_records_per_second",
                    "Records restored, a second"),
            total(
                    "consumer-coordinator-metrics",
                    "rebalance-total",
                    "kafka_consumer_coordinator_rebalance",
                    "Rebalances"),
            total("producer-metrics", "record-send-total", "kafka_producer_record_send", "Records sent"),
            total("producer-metrics", "record-error-total", "kafka_producer_record_error", "Records not sent"));

    private static KafkaMeter store(String metric, String name, String help) {
        return new KafkaMeter(STATE, metric, name, help, MeterType.GAUGE, 1, LabelSource.STORE, null, Double::sum);
    }

    private static KafkaMeter memory(String metric, String part, DoubleBinaryOperator together) {
        return new KafkaMeter(
                STATE,
                metric,
                "delegraph_rocksdb_memory_bytes",
                "Memory of RocksDB, by part; memtables count as part of the block cache too",
                MeterType.GAUGE,
                1,
                LabelSource.PART,
                part,
                together);
    }

    private static KafkaMeter total(String group, String metric, String name, String help) {
        return new KafkaMeter(group, metric, name, help, MeterType.COUNTER, 1, LabelSource.THREAD, null, Double::sum);
    }

    private static KafkaMeter thread(String metric, String name, String help, double unit) {
        return new KafkaMeter(THREADS, metric, name, help, MeterType.GAUGE, unit, LabelSource.THREAD, null, Math::max);
    }

    /** Of all threads together: which one restores a task says nothing. */
    private static KafkaMeter restoration(String metric, String name, String help) {
        return new KafkaMeter(
                "stream-state-updater-metrics",
                metric,
                name,
                help,
                MeterType.GAUGE,
                1,
                LabelSource.NOTHING,
                null,
                Double::sum);
    }

    private static KafkaMeter client(String metric, String name, String help, MeterType type) {
        return new KafkaMeter("stream-metrics", metric, name, help, type, 1, LabelSource.NOTHING, null, Double::sum);
    }

    /** Empty when the metric is not exported. */
    Optional<String> labelValue(Map<String, String> tags) {
        return switch (label) {
            case NOTHING -> Optional.of("");
            case PART -> Optional.of(Objects.requireNonNull(value, "a meter of a part names it"));
            case STORE ->
                tags.entrySet().stream()
                        .filter(tag -> tag.getKey().endsWith("-state-id"))
                        .map(Map.Entry::getValue)
                        .findFirst();
            case TOPIC ->
                // the client reports each metric twice, also with underscores instead of dots
                Optional.ofNullable(tags.get("topic"))
                        .filter(topic -> TOPIC.matcher(topic).matches());
            case THREAD -> {
                Matcher thread = THREAD.matcher(tags.getOrDefault("thread-id", tags.getOrDefault("client-id", "")));
                yield thread.find() ? Optional.of(thread.group(1)) : Optional.empty();
            }
        };
    }
}
