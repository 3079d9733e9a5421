package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.config.Settings;
import io.delegraph.ingest.ClientAdapter;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.core.KeyValueRowStore;
import io.delegraph.stream.core.SessionIndex;
import io.delegraph.stream.metrics.PipedMetrics;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on one partition, without a broker; a failure anywhere in it fails the call that caused it. */
final class PipedTopology implements AutoCloseable {
    static final List<String> OUTPUTS = List.of(
            Names.HOOKS_REJECTED,
            Names.EVENTS,
            Names.LIFECYCLES,
            Names.WORKFLOWS,
            Names.PROCESSES,
            Names.FINDINGS,
            Names.FINDINGS_OCSF,
            Names.METRIC_DELTAS,
            Names.METRICS);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
    private final Map<String, AgentLifecycle> lifecycles = new HashMap<>();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> hooks;
    private long now;

    PipedTopology(Path stateDir, long now, Map<String, String> overrides) {
        this(stateDir, now, overrides, ClientAdapters.ALL);
    }

    /** With the configuration of a user. */
    PipedTopology(Path stateDir, long now, Path config) {
        this(stateDir, now, config, Map.of(), ClientAdapters.ALL);
    }

    PipedTopology(Path stateDir, long now, Map<String, String> overrides, List<ClientAdapter.Factory> clients) {
        this(stateDir, now, null, overrides, clients);
    }

    private PipedTopology(
            Path stateDir, long now, Path config, Map<String, String> overrides, List<ClientAdapter.Factory> clients) {
        this.now = now;
        Map<String, String> all = new HashMap<>(overrides);
        all.put("topics.partitions", "1");
        all.putIfAbsent("ingest.hash-key", "a key for the tests");
        Settings settings = Settings.load(config, all);
        Properties properties = StreamsProperties.of(settings, "localhost:1", stateDir, "localhost:1");
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        // no backlog: piped records are processed when pipe() returns
        RawPartitionEnds ends = partition -> Optional.of(new RawPartitionEnds.PartitionEnd(this.now, 0, 0));
        driver = new TopologyTestDriver(
                DelegraphTopology.build(
                        settings, ends, meters, clients, DelegraphTopology.successors(settings, meters)),
                properties,
                Instant.ofEpochMilli(now));
        hooks = driver.createInputTopic(Names.HOOKS, new ByteArraySerializer(), new ByteArraySerializer());
        for (String topic : OUTPUTS) {
            outputs.put(
                    topic, driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        }
    }

    /** Advances the clock to {@code at}, and runs what is due; an earlier time has no effect. */
    void advanceTo(long at) {
        if (at > now) {
            Duration by = Duration.ofMillis(at - now);
            now = at;
            driver.advanceWallClockTime(by);
        }
    }

    void advance(Duration by) {
        advanceTo(now + by.toMillis());
    }

    /** A raw record that the broker appended at {@code arrivedAt}. */
    void pipe(byte[] value, long arrivedAt) {
        pipe(null, value, new RecordHeaders(), arrivedAt);
    }

    void pipe(byte[] key, byte[] value, Headers headers, long arrivedAt) {
        hooks.pipeInput(new TestRecord<>(key, value, headers, Instant.ofEpochMilli(arrivedAt)));
    }

    long now() {
        return now;
    }

    /** The records written to a topic since the last call, each validated by the topic's schema. */
    List<TestRecord<byte[], byte[]>> read(String topic) {
        List<TestRecord<byte[], byte[]>> records = outputs.get(topic).readRecordsToList();
        for (TestRecord<byte[], byte[]> record : records) {
            if (topic.equals(Names.HOOKS_REJECTED)) {
                TopicSchemas.assertValidRejection(record.headers());
            } else if (record.value() != null) {
                TopicSchemas.assertValid(topic, record.value());
            }
        }
        return records;
    }

    /** The current lifecycles by key, each validated and checked for its key. */
    Map<String, AgentLifecycle> lifecycles() {
        for (TestRecord<byte[], byte[]> record : read(Names.LIFECYCLES)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                lifecycles.remove(key);
            } else {
                AgentLifecycle agent = Json.read(record.value(), AgentLifecycle.class);
                assertThat(parts(key)).containsExactly(agent.sessionId(), agent.agentId());
                lifecycles.put(key, agent);
            }
        }
        return lifecycles;
    }

    /** The stored rows of a session. */
    SessionRows rows(String sessionId) {
        return SessionRows.readOnly(sessionId, new KeyValueRowStore(sessionId, driver.getKeyValueStore(Names.ROWS)));
    }

    /** The content of each store, keys and values, as text. */
    Map<String, String> stored() {
        Map<String, String> stored = new HashMap<>();
        for (String name : driver.getAllStateStores().keySet()) {
            StringBuilder all = new StringBuilder();
            try (KeyValueIterator<Bytes, byte[]> rows =
                    driver.<Bytes, byte[]>getKeyValueStore(name).all()) {
                rows.forEachRemaining(row -> all.append(new String(row.key.get(), StandardCharsets.ISO_8859_1))
                        .append(new String(row.value, StandardCharsets.ISO_8859_1)));
            }
            stored.put(name, all.toString());
        }
        return stored;
    }

    /** Every sum in the metrics store. */
    Map<BatchAggregation.BatchKey, Aggregate> sums() {
        return PipedMetrics.sums(driver.getKeyValueStore(Names.METRIC_SUMS));
    }

    /** Arrival time up to which the topology has read everything, epoch ms. */
    long watermark() {
        return new SessionIndex(driver.<Bytes, byte[]>getKeyValueStore(Names.INDEX)).watermark();
    }

    /** Both parts of a key, decoded. */
    static List<String> parts(String key) {
        assertThat(key).matches("[A-Za-z0-9._*%-]+/[A-Za-z0-9._*%-]+");
        return List.of(key.split("/", -1)).stream()
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    /** The sum over all counters of that name. */
    int count(String meter) {
        return (int) meters.find(meter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double gauge(String meter) {
        return meters.get(meter).gauge().value();
    }

    @Override
    public void close() {
        driver.close();
    }
}
