package io.delegraph.live;

import io.delegraph.config.Settings;
import io.delegraph.stream.admin.KafkaClients;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of the feed, and their consumers. */
final class FeedLog {
    private static final int FETCH_MAX_WAIT_MS = 5_000;

    private final Map<String, Object> client;
    private final FeedPartitions slots;

    FeedLog(String bootstrapServers, Settings settings) {
        this.client = KafkaClients.properties(bootstrapServers, settings.kafka());
        this.slots = new FeedPartitions(settings.topics().partitions());
    }

    FeedPartitions slots() {
        return slots;
    }

    /** A consumer without a group: its positions are assigned, and no other consumer's partitions move because of it. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MS);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 << 10);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Distinguishes these topics from recreated ones of the same names, whose offsets are unrelated.
     *
     * @throws KafkaException when Kafka does not answer
     */
    String identity() throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(FeedPartitions.TOPICS).allTopicNames().get();
            int hash = 0;
            for (String topic : FeedPartitions.TOPICS) {
                TopicDescription described = Objects.requireNonNull(topics.get(topic), "every topic was asked for");
                hash = 31 * hash + described.topicId().hashCode();
            }
            return Integer.toHexString(hash);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
