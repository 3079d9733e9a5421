package io.delegraph.tools.replay;

import io.delegraph.config.Settings;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends hooks to the raw topic, each to its session's partition. */
public final class HookSender implements AutoCloseable {
    private static final int BROKER_TIMEOUT_MS = 5_000;

    private final Producer<byte[], byte[]> producer;

    private HookSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Connects.
     *
     * @throws BrokerUnavailableException when no broker answers there, or it has no raw topic
     */
    public static HookSender to(String bootstrapServers, Settings.Kafka kafka) {
        Map<String, Object> properties = KafkaClients.properties(bootstrapServers, kafka);
        requireTopic(bootstrapServers, properties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        // the broker would have to decompress it
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        return new HookSender(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private static void requireTopic(String bootstrapServers, Map<String, Object> properties) {
        try (Admin admin = Admin.create(properties)) {
            admin.describeTopics(List.of(Names.HOOKS), new DescribeTopicsOptions().timeoutMs(BROKER_TIMEOUT_MS))
                    .allTopicNames()
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw switch (cause) {
                case TimeoutException timeout ->
                    new BrokerUnavailableException(
                            "no Kafka broker answers at " + bootstrapServers + " within " + BROKER_TIMEOUT_MS
                                    + " ms: is it running, and does it want TLS or a login (kafka.properties)?",
                            timeout);
                case UnknownTopicOrPartitionException missing ->
                    new BrokerUnavailableException(
                            "Kafka at " + bootstrapServers + " has no topic " + Names.HOOKS
                                    + ": 'delegraph up' creates it",
                            missing);
                case Throwable other -> unusable(bootstrapServers, other);
            };
        } catch (KafkaException e) {
            throw unusable(bootstrapServers, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted", e);
        }
    }

    private static BrokerUnavailableException unusable(String bootstrapServers, Throwable e) {
        return new BrokerUnavailableException("Kafka at " + bootstrapServers + " cannot be used: " + e.getMessage(), e);
    }

    /** Returns before the hook is delivered; on failure {@code failed} gets the reason, on another thread. */
    public void send(Hook hook, Consumer<Exception> failed) {
        byte[] key = hook.sessionId() == null ? null : hook.sessionId().getBytes(StandardCharsets.UTF_8);
        // no record timestamp: history would be older than the topic's retention and be deleted
        var unused = producer.send(
                new ProducerRecord<>(Names.HOOKS, key, hook.envelope().getBytes(StandardCharsets.UTF_8)),
                (sent, failure) -> {
                    if (failure != null) {
                        failed.accept(failure);
                    }
                });
    }

    /** Returns when everything sent so far is delivered or has failed. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    /** No broker is available. The message is one line for a person. */
    public static final class BrokerUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokerUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
