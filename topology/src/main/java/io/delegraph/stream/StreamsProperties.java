package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.record.DeadLetterHandler;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Configuration of Kafka Streams; the user's {@code streams.properties} override it. */
public final class StreamsProperties {
    /** Maximum linger of the producer, ms, because lingering records are held in memory. */
    private static final long MAX_LINGER_MS = 1_000;

    private StreamsProperties() {}

    /** All properties of one instance. */
    public static Properties of(Settings settings, String bootstrapServers, Path stateDir, String advertised) {
        Settings.Streams streams = settings.streams();
        Properties properties = new Properties();
        properties.putAll(KafkaClients.properties(bootstrapServers, settings.kafka()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Names.APPLICATION);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streams.threads());
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                streams.processingGuarantee().configName());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                streams.commitInterval().toMillis());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, streams.cache());
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                settings.kafka().embedded() ? 1 : settings.topics().replicationFactor());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        properties.put(RocksDbMemory.BYTES, streams.rocksdbMemory());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Names.HOOKS_REJECTED);
        // as much as a topic accepts: the values of SizeLimitedJsonSerializer fit, with room for the key
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 1 << 20);
        // the topics of a task need no common order: the task never waits for one of them
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // raw records may be 1 MB: this many of them, times the partitions, must fit into the heap
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 8 << 20);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 1 << 20);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 500);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        // output is visible once per commit: until then it is collected in one batch per partition instead of several
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                Math.min(streams.commitInterval().toMillis(), MAX_LINGER_MS));
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.putAll(Map.copyOf(streams.properties()));
        return properties;
    }
}
