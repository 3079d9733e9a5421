package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.config.Settings;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.stream.core.SessionSuccessor;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new consumer of session updates is one more entry in the list of successors. */
class SessionSuccessorTest {
    private static final String COUNTS = "counts";

    @TempDir
    Path dir;

    private final List<AgentEvent.InSession> events = Recording.named("fan").events(true);
    private final String session = events.getFirst().origin().sessionId();
    private TopologyTestDriver driver;
    private TestInputTopic<String, AgentEvent> input;

    @BeforeEach
    void start() {
        Settings settings = Settings.load(null, Map.of("topics.partitions", "1"));
        List<SessionSuccessor> successors =
                new ArrayList<>(DelegraphTopology.successors(settings, new SimpleMeterRegistry()));
        successors.add(new SessionSuccessor("counter", new CounterSupplier(), List.of(), List.of()));
        Properties properties = StreamsProperties.of(settings, "localhost:1", dir, "localhost:1");
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        driver = new TopologyTestDriver(
                DelegraphTopology.build(
                        settings,
                        partition -> Optional.empty(),
                        new SimpleMeterRegistry(),
                        ClientAdapters.ALL,
                        successors),
                properties,
                Instant.ofEpochMilli(last()));
        input = driver.createInputTopic(Names.EVENTS, new StringSerializer(), JsonSerdes.serializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private long last() {
        return events.stream()
                .mapToLong(event -> event.origin().arrivedAt())
                .max()
                .orElseThrow();
    }

    @Test
    void shouldGetEveryEventAlsoWithoutFacts() {
        play();
        play();

        assertThat(counts()).containsEntry(session + " events", 2L * events.size());
    }

    @Test
    void shouldGetEveryPublishedFact() {
        play();

        long published = driver
                .createOutputTopic(Names.LIFECYCLES, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .filter(lifecycle -> lifecycle.value() != null)
                .count();
        assertThat(published).isPositive();
        assertThat(counts()).containsEntry(session + " lifecycles", published);
    }

    @Test
    void shouldGetFactsOfAWatermarkWithoutAnEvent() {
        play();
        Map<String, Long> before = counts();

        input.pipeInput(null, new Watermark(0, 1, last() + 5_000), last() + 5_000);

        Map<String, Long> after = counts();
        assertThat(after.get(session + " watermarks")).isEqualTo(1);
        assertThat(after.get(session + " lifecycles")).isGreaterThan(before.get(session + " lifecycles"));
        assertThat(after.get(session + " events")).isEqualTo(before.get(session + " events"));
    }

    private void play() {
        events.forEach(event -> input.pipeInput(session, event, event.origin().arrivedAt()));
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        try (KeyValueIterator<String, Long> all =
                driver.<String, Long>getKeyValueStore(COUNTS).all()) {
            all.forEachRemaining((KeyValue<String, Long> entry) -> counts.put(entry.key, entry.value));
        }
        return counts;
    }

    private static final class CounterSupplier implements ProcessorSupplier<String, SessionUpdate, Void, Void> {
        @Override
        public Processor<String, SessionUpdate, Void, Void> get() {
            return new Counter();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(COUNTS), Serdes.String(), Serdes.Long()));
        }
    }

    private static final class Counter implements Processor<String, SessionUpdate, Void, Void> {
        private KeyValueStore<String, Long> counts;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            counts = context.getStateStore(COUNTS);
        }

        @Override
        public void process(Record<String, SessionUpdate> record) {
            count(record.key() + (record.value().event() == null ? " watermarks" : " events"), 1);
            count(
                    record.key() + " lifecycles",
                    record.value().facts().stream()
                            .filter(Fact.LifecycleChanged.class::isInstance)
                            .count());
        }

        private void count(String name, long more) {
            Long before = counts.get(name);
            counts.put(name, (before == null ? 0 : before) + more);
        }
    }
}
