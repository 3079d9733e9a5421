package io.delegraph.stream.admin;

import io.delegraph.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates missing topics and checks existing ones: all events of a session must be on one partition, so the number of partitions must be
 * equal for all topics and must not change.
 */
public final class TopicSetup {
    /** A user's {@code kafka.properties} may override it for a distant cluster. */
    private static final String API_TIMEOUT_CONFIG = "default.api.timeout.ms";

    private static final String DEFAULT_API_TIMEOUT_MS = "5000";

    private final Admin admin;
    private final Settings.Topics settings;
    private final boolean embedded;

    private TopicSetup(Admin admin, Settings.Topics settings, boolean embedded) {
        this.admin = admin;
        this.settings = settings;
        this.embedded = embedded;
    }

    /**
     * Returns the cluster's id when every topic exists and is valid.
     *
     * @throws TopicSetupException when no broker answers, or a topic is invalid
     */
    public static String ensure(String bootstrapServers, Settings settings) {
        try (Admin admin = Admin.create(KafkaClients.properties(bootstrapServers, settings.kafka()))) {
            TopicSetup topics =
                    new TopicSetup(admin, settings.topics(), settings.kafka().embedded());
            int answerMs = Integer.parseInt(
                    settings.kafka().properties().getOrDefault(API_TIMEOUT_CONFIG, DEFAULT_API_TIMEOUT_MS));
            String clusterId = topics.awaitBroker(bootstrapServers, answerMs);
            topics.checkOrCreate();
            return clusterId;
        } catch (KafkaException e) {
            throw new TopicSetupException("Kafka at " + bootstrapServers + " cannot be used: " + rootMessage(e), e);
        }
    }

    /** The names of all required topics. */
    public static List<String> names() {
        return TopicSpec.ALL.stream().map(TopicSpec::name).toList();
    }

    private String awaitBroker(String bootstrapServers, int answerMs) {
        try {
            return get(admin.describeCluster(new DescribeClusterOptions().timeoutMs(answerMs))
                    .clusterId());
        } catch (TimeoutException e) {
            throw new TopicSetupException(
                    "no Kafka broker answers at " + bootstrapServers + " within " + answerMs
                            + " ms: is it running, and does it want TLS or a login (kafka.properties)?",
                    e);
        }
    }

    private void checkOrCreate() {
        List<TopicSpec> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(
                        TopicSpec.ALL.stream().map(TopicSpec::name).toList())
                .topicNameValues();
        for (TopicSpec spec : TopicSpec.ALL) {
            try {
                checkPartitions(get(Objects.requireNonNull(found.get(spec.name()), "every topic was asked for")));
                checkConfigs(spec);
                updateConfigs(spec);
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(spec);
            }
        }
        create(missing);
    }

    private void create(List<TopicSpec> missing) {
        admin.createTopics(missing.stream()
                        .map(spec -> new NewTopic(
                                        spec.name(), settings.partitions(), (short) settings.replicationFactor())
                                .configs(spec.configs()))
                        .toList())
                .values()
                .forEach((name, created) -> {
                    try {
                        get(created);
                    } catch (TopicExistsException e) {
                        // Another instance that starts at the same time created it, with settings that it checked.
                    } catch (KafkaException e) {
                        throw new TopicSetupException("topic " + name + " cannot be created: " + rootMessage(e), e);
                    }
                });
    }

    private void checkPartitions(TopicDescription topic) {
        int partitions = topic.partitions().size();
        if (partitions != settings.partitions()) {
            throw new TopicSetupException(
                    "topic " + topic.name() + " has " + partitions + " partitions, topics.partitions is "
                            + settings.partitions() + ": set topics.partitions=" + partitions
                            + " (all topics need the same), or use another cluster or data directory");
        }
    }

    private void checkConfigs(TopicSpec spec) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
        Config config = get(Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).values().get(resource), "the topic was asked for"));
        for (String key : spec.checked()) {
            String expected = Objects.requireNonNull(spec.configs().get(key), "what is checked is set");
            String actual = config.get(key).value();
            if (!expected.equals(actual)) {
                throw new TopicSetupException("topic " + spec.name() + " has " + key + "=" + actual + ", it needs "
                        + expected + ": kafka-configs.sh --alter --topic " + spec.name() + " --add-config " + key + "="
                        + expected);
            }
        }
    }

    /** Updates settings on the embedded broker, where an earlier version may have created the topic. Elsewhere the operator decides. */
    private void updateConfigs(TopicSpec spec) {
        String compression = spec.configs().get(TopicSpec.COMPRESSION);
        if (embedded && compression != null) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
            get(admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(TopicSpec.COMPRESSION, compression), AlterConfigOp.OpType.SET))))
                    .all());
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
