package io.delegraph.doctor;

import io.delegraph.config.Settings;
import io.delegraph.stream.admin.KafkaClients;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Checks the Kafka cluster for hooks: whether it answers, its topics, and the records on them. */
final class ClusterCheck implements AutoCloseable {
    private static final int TIMEOUT_MS = 4_000;

    private final String servers;
    private final Settings settings;
    private final Map<String, Object> properties;
    private final Map<String, Integer> partitions = new HashMap<>();

    /** Null when there is no client to be made of the settings. */
    private @Nullable Admin admin;

    private boolean answers;

    private ClusterCheck(String servers, Settings settings, Map<String, Object> properties) {
        this.servers = servers;
        this.settings = settings;
        this.properties = properties;
    }

    /** Does not connect yet. */
    static ClusterCheck at(String servers, Settings settings) {
        Map<String, Object> properties = KafkaClients.properties(servers, settings.kafka());
        properties.putIfAbsent("default.api.timeout.ms", TIMEOUT_MS);
        properties.putIfAbsent("request.timeout.ms", TIMEOUT_MS / 2);
        return new ClusterCheck(servers, settings, properties);
    }

    List<Finding> check() {
        Admin client;
        try {
            client = Admin.create(properties);
        } catch (KafkaException e) {
            return List.of(Finding.todo(
                    "broker",
                    "no client can be made for " + servers + " (" + rootMessage(e) + ")",
                    "look at --bootstrap-servers and kafka.properties"));
        }
        admin = client;
        try {
            String id = get(client.describeCluster().clusterId());
            answers = true;
            return List.of(Finding.ok("broker", servers + " answers, cluster " + id), topics(client));
        } catch (KafkaException e) {
            return List.of(Finding.todo(
                    "broker",
                    servers + " does not answer (" + e.getMessage() + ")",
                    "start Delegraph (up), or say where Kafka is with --bootstrap-servers"));
        }
    }

    boolean answers() {
        return answers;
    }

    String servers() {
        return servers;
    }

    private Finding topics(Admin client) {
        List<String> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> described =
                client.describeTopics(TopicSetup.names()).topicNameValues();
        for (String topic : TopicSetup.names()) {
            try {
                partitions.put(
                        topic,
                        get(Objects.requireNonNull(described.get(topic), "every topic was asked for"))
                                .partitions()
                                .size());
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic);
            } catch (TopicAuthorizationException e) {
                // sending hooks may still work, which the probe shows
                return Finding.note(
                        "topics", "cannot be listed without the broker's login: name its data directory with --data");
            }
        }
        int wanted = settings.topics().partitions();
        String others = partitions.entrySet().stream()
                .filter(topic -> topic.getValue() != wanted)
                .map(topic -> topic.getKey() + " has " + topic.getValue())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return Finding.todo(
                    "topics", String.join(", ", missing) + " missing", "start Delegraph (up): it creates them");
        }
        return others.isEmpty()
                ? Finding.ok("topics", partitions.size() + " topics of " + wanted + " partitions each")
                : Finding.todo(
                        "topics",
                        others + " partitions, topics.partitions is " + wanted,
                        "set topics.partitions as they are, the same for all topics, or use another cluster");
    }

    /** The end offsets of a topic's partitions; empty when they are unavailable. */
    Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int i = 0; i < partitions.getOrDefault(topic, 0); i++) {
            latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        try {
            return admin == null || latest.isEmpty()
                    ? Map.of()
                    : get(admin.listOffsets(latest).all()).entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (KafkaException e) {
            return Map.of();
        }
    }

    /** The record with {@code mark} in its value, searched from {@code from}. */
    Optional<ConsumerRecord<byte[], byte[]>> find(String mark, Map<TopicPartition, Long> from) {
        Map<String, Object> reading = new HashMap<>(properties);
        reading.put("enable.auto.commit", false);
        reading.put("allow.auto.create.topics", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            Map<TopicPartition, Long> to = consumer.endOffsets(from.keySet());
            while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null && new String(record.value(), StandardCharsets.UTF_8).contains(mark)) {
                        return Optional.of(record);
                    }
                }
            }
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.empty();
        }
    }

    /** Whether the topology has read and committed a raw record. */
    boolean isRead(TopicPartition partition, long offset) {
        if (admin == null) {
            return false;
        }
        try {
            OffsetAndMetadata committed = get(admin.listConsumerGroupOffsets(Names.APPLICATION)
                            .partitionsToOffsetAndMetadata())
                    .get(partition);
            return committed != null && committed.offset() > offset;
        } catch (KafkaException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofMillis(200));
        }
    }

    /** Kafka wraps what is wrong, whatever it is, in "Failed to create new KafkaAdminClient". */
    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer within " + TIMEOUT_MS + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
