package io.delegraph.http.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.config.Settings;
import io.delegraph.http.HttpSettings;
import io.delegraph.ingest.Secrets;
import io.delegraph.schemas.Json;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.record.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes hooks that came over HTTP to the raw topic, with secrets masked, keyed by session; returns when the broker has stored them. */
public final class HookProducer implements HookSink, AutoCloseable {
    private static final int RETRY_SECONDS = 2;

    /** The agent waits for its HTTP hook, so delivery is aborted after this time, ms. */
    private static final int DELIVERY_TIMEOUT_MS = 5_000;

    /** Default record limit of the raw topic less the overhead of a record. */
    private static final int MAX_VALUE_BYTES = HttpSettings.DEFAULT_MAX_HOOK_BYTES - 4_096;

    private final Producer<byte[], byte[]> producer;
    private final int maxBytes;

    /** {@code maxBytes} is the maximum size of a record's value. */
    HookProducer(Producer<byte[], byte[]> producer, int maxBytes) {
        this.producer = producer;
        this.maxBytes = maxBytes;
    }

    public static HookProducer to(String bootstrapServers, Settings settings) {
        Map<String, Object> properties = KafkaClients.properties(bootstrapServers, settings.kafka());
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        return new HookProducer(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()), MAX_VALUE_BYTES);
    }

    @Override
    public void accept(byte[] body) {
        acceptAll(List.of(body));
    }

    @Override
    public void acceptAll(List<byte[]> bodies) {
        // all records are built first, so that a body with one oversized hook is rejected as a whole
        List<ProducerRecord<byte[], byte[]>> records =
                bodies.stream().map(this::record).toList();
        List<Future<?>> sent = new ArrayList<>();
        int safe = 0;
        try {
            for (ProducerRecord<byte[], byte[]> one : records) {
                sent.add(producer.send(one));
            }
            for (Future<?> one : sent) {
                one.get();
                safe++;
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                throw new HookTooLargeException(
                        "the hook is larger than Kafka accepts: " + e.getCause().getMessage());
            }
            throw new HookSinkUnavailableException("Kafka did not take it: " + e.getMessage(), RETRY_SECONDS, safe);
        } catch (KafkaException e) {
            throw new HookSinkUnavailableException("Kafka did not take it: " + e.getMessage(), RETRY_SECONDS, safe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HookSinkUnavailableException("interrupted", RETRY_SECONDS, safe);
        }
    }

    private ProducerRecord<byte[], byte[]> record(byte[] body) {
        try {
            JsonNode masked = Secrets.mask(Json.MAPPER.readTree(body));
            JsonNode hook = masked.has("hook") ? masked.get("hook") : masked;
            JsonNode session = hook.get("session_id");
            byte[] key = session != null && session.isTextual()
                    ? session.textValue().getBytes(StandardCharsets.UTF_8)
                    : null;
            byte[] value = Json.write(masked);
            if (value.length > maxBytes) {
                throw new HookTooLargeException("after masking secrets a hook has " + value.length + " bytes, at most "
                        + maxBytes + " are taken; nothing of the body was");
            }
            return new ProducerRecord<>(Names.HOOKS, key, value);
        } catch (IOException e) {
            throw new UncheckedIOException("unexpected: the endpoint accepts only JSON", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
