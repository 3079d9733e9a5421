package io.delegraph.stream.metrics;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.config.Settings;
import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.stream.StreamsProperties;
import io.delegraph.stream.TopicSchemas;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.InMemorySerde;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The metrics on one partition, without a broker; a failure anywhere in it fails the call that caused it. */
public final class PipedMetrics implements AutoCloseable {
    /** Contributions are made from facts alone. */
    private static final Session UNUSED_SESSION = new Session(
            SessionRows.readOnly("unused", new InMemoryRowStore()),
            DelegraphTopology.policies(Settings.load(null, Map.of())));

    private static final List<String> STORES = List.of(Names.METRIC_CONTRIBUTIONS, Names.METRIC_SUMS);

    private final Path stateDir;
    private final Map<String, MetricWindow> published = new HashMap<>();
    private TopologyTestDriver driver;
    private TestInputTopic<String, SessionUpdate> updates;
    private TestOutputTopic<byte[], byte[]> deltas;
    private TestOutputTopic<byte[], byte[]> metrics;
    private long now;
    private int revisions;

    PipedMetrics(Path stateDir, long now) {
        this.stateDir = stateDir;
        this.now = now;
        start();
    }

    private void start() {
        Properties properties = StreamsProperties.of(
                Settings.load(null, Map.of()),
                "localhost:1",
                stateDir.resolve(UUID.randomUUID().toString()),
                "localhost:1");
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        InMemorySerde<SessionUpdate> handed = new InMemorySerde<>();
        Topology topology =
                new Topology().addSource("updates", new StringDeserializer(), handed.deserializer(), "updates");
        MetricsTopology.contributions().addTo(topology, "updates");
        MetricsTopology.addTo(topology, partition -> Optional.empty());
        driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(now));
        updates = driver.createInputTopic("updates", new StringSerializer(), handed.serializer());
        deltas =
                driver.createOutputTopic(Names.METRIC_DELTAS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        metrics = driver.createOutputTopic(Names.METRICS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A process that restarts on another machine has only the content of the changelogs. */
    void restart() {
        read();
        Map<String, List<KeyValue<Bytes, byte[]>>> kept = new HashMap<>();
        for (String name : STORES) {
            List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> all = store(name).all()) {
                all.forEachRemaining(rows::add);
            }
            kept.put(name, rows);
        }
        driver.close();
        start();
        kept.forEach((name, rows) -> rows.forEach(row -> store(name).put(row.key, row.value)));
    }

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    void emit(AgentLifecycle agent) {
        emit(new Fact.LifecycleChanged(agent, null));
    }

    void emit(WorkflowSummary workflow) {
        emit(new Fact.WorkflowChanged(workflow));
    }

    void gone(AgentLifecycle agent, Fact.RemovalReason why) {
        emit(new Fact.LifecycleRemoved(agent.sessionId(), agent.agentId(), why));
    }

    void gone(WorkflowSummary workflow, Fact.RemovalReason why) {
        emit(new Fact.WorkflowRemoved(workflow.sessionId(), workflow.workflowId(), why));
    }

    private void emit(Fact fact) {
        updates.pipeInput(null, new SessionUpdate(null, List.of(fact), UNUSED_SESSION), now);
    }

    void advance(Duration by) {
        now += by.toMillis();
        driver.advanceWallClockTime(by);
    }

    /** Drains, sums and publishes pending changes. */
    void flush() {
        advance(ContributionProcessor.FLUSH_INTERVAL);
        advance(MetricSumProcessor.PUBLISH_EVERY);
    }

    private void read() {
        deltas.readRecordsToList().forEach(delta -> TopicSchemas.assertValid(Names.METRIC_DELTAS, delta.value()));
        for (TestRecord<byte[], byte[]> record : metrics.readRecordsToList()) {
            revisions++;
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                published.remove(key);
            } else {
                TopicSchemas.assertValid(Names.METRICS, record.value());
                published.put(key, Json.read(record.value(), MetricWindow.class));
            }
        }
    }

    /** The current windows by key. */
    Map<String, MetricWindow> published() {
        read();
        return published;
    }

    /** The number of published records. */
    int revisions() {
        read();
        return revisions;
    }

    /** Every sum in the store. */
    Map<BatchAggregation.BatchKey, Aggregate> sums() {
        return sums(store(Names.METRIC_SUMS));
    }

    public static Map<BatchAggregation.BatchKey, Aggregate> sums(KeyValueStore<Bytes, byte[]> store) {
        Map<BatchAggregation.BatchKey, Aggregate> sums = new HashMap<>();
        MetricSumStore stored = new MetricSumStore(store);
        for (WindowSize size : WindowSize.values()) {
            for (Subject subject : Subject.values()) {
                for (Grouping grouping : Groupings.of(subject)) {
                    stored.read(
                            size,
                            grouping,
                            0,
                            Long.MAX_VALUE,
                            Integer.MAX_VALUE,
                            sum -> sums.put(
                                    new BatchAggregation.BatchKey(
                                            size, sum.key().start(), sum.key().series()),
                                    sum.sum()));
                }
            }
        }
        return sums;
    }

    @Override
    public void close() {
        driver.close();
    }
}
