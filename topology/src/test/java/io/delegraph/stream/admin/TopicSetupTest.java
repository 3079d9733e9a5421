package io.delegraph.stream.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupTest {
    @TempDir
    static Path dir;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(dir, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        TopicSetup.ensure(broker.bootstrapServers(), settings("4"));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldCreateEveryTopicOnceWithItsSettings() throws Exception {
        TopicSetup.ensure(broker.bootstrapServers(), settings("4"));

        Map<String, TopicDescription> topics = admin.describeTopics(List.of(
                        "agent.hooks", "agent.hooks.rejected", "agent.events", "agent.lifecycles", "agent.workflows"))
                .allTopicNames()
                .get();
        assertThat(topics.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(4));
        assertThat(config("agent.hooks", "message.timestamp.type")).isEqualTo("LogAppendTime");
        assertThat(config("agent.hooks", "retention.ms")).isEqualTo("86400000");
        assertThat(config("agent.events", "retention.ms")).isEqualTo("2592000000");
        assertThat(config("agent.lifecycles", "cleanup.policy")).isEqualTo("compact");
    }

    /** A gzip of some kilobytes that decompresses to megabytes; topics of an earlier version accepted it. */
    @Test
    void shouldRefuseARecordWhenItDecompressesBeyondTheLimit() throws Exception {
        alter("compression.type", "producer");
        await().until(() -> config("agent.hooks", "compression.type").equals("producer"));
        TopicSetup.ensure(broker.bootstrapServers(), settings("4"));
        await().until(() -> config("agent.hooks", "compression.type").equals("uncompressed"));
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                64 << 20,
                "buffer.memory",
                128L << 20);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> large = producer.send(new ProducerRecord<>("agent.hooks", new byte[32 << 20]));
            assertThatThrownBy(large::get).hasCauseInstanceOf(RecordTooLargeException.class);

            assertThat(producer.send(new ProducerRecord<>("agent.hooks", new byte[900_000]))
                            .get()
                            .hasOffset())
                    .isTrue();
        }
    }

    @Test
    void shouldNameTheRemedyWhenPartitionsDiffer() {
        assertThatThrownBy(() -> TopicSetup.ensure(broker.bootstrapServers(), settings("6")))
                .isInstanceOf(TopicSetupException.class)
                .hasMessage("topic agent.hooks has 4 partitions, topics.partitions is 6: set topics.partitions=4 (all"
                        + " topics need the same), or use another cluster or data directory");
    }

    @Test
    void shouldNameTheRemedyWhenArrivalTimesAreNotTheBrokers() throws Exception {
        alter("message.timestamp.type", "CreateTime");
        try {
            // the broker answers with the old value until it has read its own metadata
            await().until(() -> config("agent.hooks", "message.timestamp.type").equals("CreateTime"));
            assertThatThrownBy(() -> TopicSetup.ensure(broker.bootstrapServers(), settings("4")))
                    .isInstanceOf(TopicSetupException.class)
                    .hasMessage("topic agent.hooks has message.timestamp.type=CreateTime, it needs LogAppendTime:"
                            + " kafka-configs.sh --alter --topic agent.hooks --add-config"
                            + " message.timestamp.type=LogAppendTime");
        } finally {
            alter("message.timestamp.type", "LogAppendTime");
            await().until(() -> config("agent.hooks", "message.timestamp.type").equals("LogAppendTime"));
        }
    }

    @Test
    void shouldFailWhenAnAddressIsInvalid() {
        assertThatThrownBy(() -> TopicSetup.ensure("nowhere.invalid:9092", settings("4")))
                .isInstanceOf(TopicSetupException.class)
                .hasMessageStartingWith("Kafka at nowhere.invalid:9092 cannot be used: ");
    }

    private static String config(String topic, String key) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(key)
                .value();
    }

    private static void alter(String key, String value) throws Exception {
        Collection<AlterConfigOp> ops =
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "agent.hooks"), ops))
                .all()
                .get();
    }

    private static Settings settings(String partitions) {
        return Settings.load(null, Map.of("topics.partitions", partitions));
    }
}
