package io.delegraph.query;

import io.delegraph.config.Settings;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Queries Kafka, at most once a second, and only when used. Rejections are read rather than computed from offsets, because their topic also
 * contains transaction markers. Each is read once.
 */
public final class KafkaIngestStatistics implements IngestStatistics, AutoCloseable {
    private static final long CACHE_TTL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long READ_TIMEOUT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int RETRY_SECONDS = 2;

    private final Map<String, Object> client;
    private final int partitions;
    private final RejectionCounter tally = new RejectionCounter();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Admin admin;
    private @Nullable Consumer<byte[], byte[]> rejected;
    private @Nullable IngestSnapshot cached;
    private long cachedAtNanos;

    /** Opens no connection yet. */
    public KafkaIngestStatistics(String bootstrapServers, Settings settings) {
        this.client = KafkaClients.properties(bootstrapServers, settings.kafka());
        this.partitions = settings.topics().partitions();
    }

    @Override
    public IngestSnapshot now() {
        lock.lock();
        try {
            if (cached == null || System.nanoTime() - cachedAtNanos > CACHE_TTL_NANOS) {
                cached = new IngestSnapshot(hooks(), rejected());
                cachedAtNanos = System.nanoTime();
            }
            return cached;
        } catch (KafkaException e) {
            throw new NotAvailableException("Kafka did not answer: " + ConnectionFailures.describe(e), RETRY_SECONDS);
        } finally {
            lock.unlock();
        }
    }

    private Hooks hooks() {
        long arrived = list(OffsetSpec.latest()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
        long last = list(OffsetSpec.maxTimestamp()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElse(-1);
        return new Hooks(arrived, last < 0 ? null : last);
    }

    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(client);
        }
        return admin;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked =
                of(Names.HOOKS).stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        try {
            return admin().listOffsets(asked).all().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private List<TopicPartition> of(String topic) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private Rejected rejected() {
        List<TopicPartition> all = of(Names.HOOKS_REJECTED);
        if (rejected == null) {
            rejected = consumer();
            rejected.assign(all);
            rejected.seekToBeginning(all);
        }
        Consumer<byte[], byte[]> reader = rejected;
        Map<TopicPartition, Long> ends = reader.endOffsets(all);
        long giveUp = System.nanoTime() + READ_TIMEOUT_NANOS;
        while (!reached(reader, ends) && System.nanoTime() < giveUp) {
            reader.poll(POLL).forEach(record -> tally.add(rejection(record)));
        }
        return tally.asOf(System.currentTimeMillis(), reached(reader, ends));
    }

    private static boolean reached(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Older versions wrote no reason for records that could not be processed. */
    private static Rejection rejection(ConsumerRecord<byte[], byte[]> record) {
        String reason = header(record, "delegraph.reason");
        String where = header(record, "delegraph.where");
        return reason != null
                ? new Rejection(record.timestamp(), reason, where == null ? "" : where)
                : new Rejection(record.timestamp(), "it could not be processed; the log says why", "");
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
            if (rejected != null) {
                rejected.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
