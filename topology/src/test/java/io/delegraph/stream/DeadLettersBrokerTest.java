package io.delegraph.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.metrics.DeadLetterMeters;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.DeadLetterHandler;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.SizeLimitedJsonSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With exactly-once on a real broker: a record that cannot be read, processed or written does not stop its partition. */
class DeadLettersBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String IN = "in";
    private static final String OUT = "out";

    @TempDir
    Path dir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private Settings settings;
    private EmbeddedBroker broker;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaStreams streams;

    @BeforeEach
    void start() throws Exception {
        settings = Settings.load(null, Map.of("data-dir", dir.toString(), "topics.partitions", "1"));
        broker = EmbeddedBroker.start(dir.resolve("broker"), 0);
        TopicSetup.ensure(broker.bootstrapServers(), settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(IN, 1, (short) 1), new NewTopic(OUT, 1, (short) 1)))
                    .all()
                    .get();
            admin.createTopics(List.of(
                            new NewTopic("narrow", 1, (short) 1).configs(Map.of("max.message.bytes", "100000"))))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        streams.close(Duration.ofSeconds(10));
        producer.close();
        broker.close();
    }

    private void run(String out) {
        Topology topology = new Topology();
        Deserializer<String> picky = (topic, bytes) -> {
            String text = new String(bytes, UTF_8);
            if (text.startsWith("unreadable")) {
                throw new SerializationException("cannot be read");
            }
            return text;
        };
        topology.addSource("source", new StringDeserializer(), picky, IN)
                .addProcessor("process", Awkward::new, "source")
                .addSink("sink", out, new StringSerializer(), new SizeLimitedJsonSerializer<>(), "process");
        Properties properties =
                StreamsProperties.of(settings, broker.bootstrapServers(), dir.resolve("state"), "127.0.0.1:1");
        properties.put(DeadLetterHandler.METERS, new DeadLetterMeters(meters));
        properties.put("num.stream.threads", 1);
        properties.put("auto.offset.reset", "earliest");
        streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(failure -> {
            failures.add(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
    }

    private static final class Awkward extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            String text = record.value();
            if (text.startsWith("fails")) {
                throw new IllegalStateException("cannot be processed");
            }
            context().forward(record.withValue(text.startsWith("grows") ? "g".repeat(2_000_000) : text));
        }
    }

    private void send(String value) {
        var unused = producer.send(new ProducerRecord<>(IN, "key".getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    @Test
    void shouldContinueAfterRecordsThatCannotBeReadProcessedOrWritten() {
        run(OUT);
        send("one");
        send("unreadable" + "u".repeat(1_000_000));
        send("fails" + "f".repeat(1_000_000));
        send("grows");
        send("two");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read(OUT))
                        .extracting(record -> new String(record.value(), UTF_8))
                        .containsExactly("\"one\"", "\"two\""));
        List<ConsumerRecord<byte[], byte[]>> letters = read(Names.HOOKS_REJECTED);
        assertThat(letters).allSatisfy(letter -> TopicSchemas.assertValidRejection(letter.headers()));
        assertThat(letters)
                .extracting(letter -> header(letter, "reason"))
                .satisfiesExactly(
                        read -> assertThat(read).isEqualTo("cannot be read"),
                        processed -> assertThat(processed).isEqualTo("cannot be processed"),
                        written -> assertThat(written).contains("2000002 bytes for out"));
        assertThat(letters).extracting(letter -> header(letter, "offset")).containsExactly("1", "2", "3");
        assertThat(letters).extracting(letter -> letter.value().length).containsExactly(4096, 4096, 5);
        assertThat(header(letters.getLast(), "written_topic")).isEqualTo(OUT);
        assertThat(header(letters.getLast(), "written_key")).isEqualTo("key");
        assertThat(counted()).containsExactlyInAnyOrderEntriesOf(Map.of("read", 1.0, "process", 1.0, "write", 1.0));
        assertThat(failures).isEmpty();
    }

    @Test
    void shouldEndWithOneLineWhenATopicsLimitIsTooSmall() {
        run("narrow");
        byte[] random = new byte[300_000];
        new Random(1).nextBytes(random);
        send(Base64.getEncoder().encodeToString(random));

        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        assertThat(UnrecoverableFailure.describe(failures.getFirst(), dir))
                .get()
                .asString()
                .contains("narrow", "max.message.bytes")
                .doesNotContain("\n");
    }

    private Map<String, Double> counted() {
        Map<String, Double> counted = new HashMap<>();
        meters.find("delegraph.dead.letters")
                .counters()
                .forEach(counter -> counted.put(counter.getId().getTag("step"), counter.count()));
        return counted;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("delegraph." + name).value(), UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).get(partition.getFirst());
            while (consumer.position(partition.getFirst()) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
