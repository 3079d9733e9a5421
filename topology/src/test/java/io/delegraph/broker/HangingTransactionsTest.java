package io.delegraph.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state of a transaction after a crash, produced by hand: the coordinator's state and the partition's. */
class HangingTransactionsTest {
    private static final String OURS = "delegraph";
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration WHILE = Duration.ofSeconds(1);

    @TempDir
    Path parent;

    private Path dir;
    private int port;
    private Producer<String, String> producer;

    @BeforeEach
    void directory() {
        dir = parent.resolve("broker");
    }

    @Test
    void shouldEndATransactionThatIsStillOngoing() throws Exception {
        leave(OURS + "-1");

        assertThat(endedAndRead(1)).containsExactly("behind");
    }

    @Test
    void shouldKeepTransactionsOfOtherPrograms() throws Exception {
        leave("other-1");

        assertThat(endedAndRead(0)).isEmpty();
    }

    /** The coordinator took the partition for a deleted one while it ended the transaction with an abort. */
    @Test
    void shouldAbortATransactionWhenTheCoordinatorForgotIt() throws Exception {
        leave(OURS + "-1");
        try (Stream<Path> entries = Files.list(dir)) {
            for (Path entry : entries.filter(
                            path -> path.getFileName().toString().startsWith("__transaction_state-"))
                    .toList()) {
                Utils.delete(entry.toFile());
            }
        }

        assertThat(endedAndRead(1)).containsExactly("behind");
    }

    /** The same with a commit: other partitions, and readers, may have a part of it. */
    @Test
    void shouldCommitWhenTheCoordinatorCommittedWithoutAMarker() throws Exception {
        Path partition = dir.resolve(PARTITION.toString());
        Path unmarked = dir.resolveSibling("unmarked");
        leave(OURS + "-1");
        copy(partition, unmarked);
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, port)) {
            producer.commitTransaction();
            // the marker of the commit may still be on its way: the first call awaits it
            broker.endHangingTransactions(OURS);
            assertThat(broker.endHangingTransactions(OURS)).isZero();
        }
        Utils.delete(partition.toFile());
        copy(unmarked, partition);
        assertThat(readWithoutEnding()).isEmpty();

        assertThat(endedAndRead(1)).containsExactly("open", "behind");
    }

    /** Leaves a transaction with the record "open", followed by a record without a transaction; then the broker stops. */
    private void leave(String transactionalId) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(dir, 0);
        port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
        try (broker;
                Admin admin = Admin.create(client());
                Producer<String, String> plain =
                        new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
            producer = new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            broker.bootstrapServers(),
                            "transactional.id",
                            transactionalId,
                            "transaction.timeout.ms",
                            600_000),
                    new StringSerializer(),
                    new StringSerializer());
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PARTITION.topic(), "open")).get();
            plain.send(new ProducerRecord<>(PARTITION.topic(), "behind")).get();
            assertThat(committed()).isEmpty();
        }
    }

    private List<String> readWithoutEnding() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, port)) {
            assertThat(broker.bootstrapServers()).endsWith(":" + port);
            return committed();
        }
    }

    /** With a login, like the program itself. */
    private List<String> endedAndRead(int partitions) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, port, BrokerLogin.random(), Set.of())) {
            broker.allowAnonymous(PARTITION.topic(), true);
            assertThat(committed()).isEmpty();
            assertThat(broker.endHangingTransactions(OURS)).isEqualTo(partitions);
            return committed(partitions == 0 ? WHILE : PATIENCE);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private List<String> committed() {
        return committed(WHILE);
    }

    /** The records that a reader of committed records gets; waits this long for "behind". */
    private List<String> committed(Duration patience) {
        List<String> read = new ArrayList<>();
        Map<String, Object> properties = new HashMap<>(client());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        long giveUp = System.nanoTime() + patience.toNanos();
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            while (!read.contains("behind") && System.nanoTime() < giveUp) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
            }
        }
        return read;
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                Files.copy(entry, to.resolve(entry.getFileName()));
            }
        }
    }
}
