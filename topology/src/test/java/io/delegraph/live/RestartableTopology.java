package io.delegraph.live;

import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.query.LocalQueries;
import io.delegraph.query.LocalStores;
import io.delegraph.query.Queries;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.stream.StreamsRunner;
import io.delegraph.stream.admin.StaleGroupMembers;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.ThreadMetadata;

/** Delegraph on a broker in this process, which can be stopped and started again. Agents are lost after a second of inactivity. */
final class RestartableTopology implements AutoCloseable {
    private static final Map<String, String> QUICK = Map.of(
            "lifecycle.lost-after", "1s",
            "lifecycle.lost-cap", "1s",
            "lifecycle.absent-grace", "1s",
            "ingest.watermark-interval", "200ms");

    private final Path dir;
    private final Settings settings;
    private final EmbeddedBroker broker;
    private final String clusterId;
    private final KafkaProducer<byte[], byte[]> producer;
    private StreamsRunner runner;

    RestartableTopology(Path dir) {
        this.dir = dir;
        Map<String, String> overrides = new HashMap<>(QUICK);
        overrides.put("data-dir", dir.toString());
        overrides.putIfAbsent("ingest.hash-key", "a key for the tests");
        settings = Settings.load(null, overrides);
        broker = EmbeddedBroker.start(dir.resolve("broker"), 0);
        clusterId = TopicSetup.ensure(broker.bootstrapServers(), settings);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        StaleGroupMembers.remove(broker.bootstrapServers(), settings);
        runner = StreamsRunner.start(
                settings, broker.bootstrapServers(), stateDir(), "127.0.0.1:1", new SimpleMeterRegistry());
    }

    void stop() {
        if (runner != null) {
            runner.close();
            runner = null;
        }
    }

    /** Simulates a disk fault: every file of the stores is overwritten in its middle. */
    void damageState() throws IOException {
        try (Stream<Path> files = Files.walk(stateDir())) {
            for (Path file : files.filter(path -> path.toString().contains("rocksdb") && Files.isRegularFile(path))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Arrays.fill(bytes, bytes.length / 4, bytes.length, (byte) 0x5A);
                Files.write(file, bytes);
            }
        }
    }

    /** Deletes the stores, so that their content must be restored from the changelogs. */
    void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(stateDir())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Starts the same topology on the same stores in a process of its own. Returns when it is ready. */
    Process startElsewhere() throws IOException {
        StaleGroupMembers.remove(broker.bootstrapServers(), settings);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "io.delegraph.app.Main", "up"));
        command.addAll(List.of("--data", dir.resolve("elsewhere").toString(), "--http-port", "0"));
        command.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        QUICK.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null || !line.startsWith("ready: ")) {
            process.destroyForcibly();
            throw new IllegalStateException("not ready: " + line);
        }
        return process;
    }

    /** Makes the stores of {@link #startElsewhere} those of this one. */
    void takeOverState() throws IOException {
        Files.createDirectories(stateDir().getParent());
        Files.move(dir.resolve("elsewhere").resolve("streams").resolve(clusterId), stateDir());
    }

    private Path stateDir() {
        return dir.resolve("streams").resolve(clusterId);
    }

    /** Returns when all hooks are in the raw topic. */
    void send(List<RelabelledHook> hooks) {
        for (RelabelledHook hook : hooks) {
            send(Names.HOOKS, hook.sessionId(), hook.envelope());
        }
        producer.flush();
    }

    void send(String topic, String key, byte[] value) {
        var unused = producer.send(
                new ProducerRecord<>(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Empty while the session is unknown. */
    List<AgentLifecycle> agents(String sessionId) {
        return queries().hierarchy(sessionId, null).map(Hierarchy::agents).orElse(List.of());
    }

    Queries queries() {
        LifecycleTimeouts timeouts = new LifecycleTimeouts(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofDays(30));
        return new LocalQueries(
                new LocalStores(runner.streams(), settings.topics().partitions()), TestPolicies.of(timeouts));
    }

    Settings settings() {
        return settings;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The reason why it gave up; null while it runs. */
    String failure() {
        return runner.failed().toCompletableFuture().getNow(null);
    }

    boolean running() {
        return runner.running();
    }

    /** The tasks of each stream thread. */
    Collection<ThreadMetadata> threads() {
        return runner.streams().metadataForLocalThreads();
    }

    /** All committed records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<TopicPartition> partitions = Stream.iterate(0, i -> i + 1)
                .limit(settings.topics().partitions())
                .map(i -> new TopicPartition(topic, i))
                .toList();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "group.id",
                        UUID.randomUUID().toString()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        stop();
        producer.close(Duration.ofSeconds(1));
        broker.close();
    }
}
