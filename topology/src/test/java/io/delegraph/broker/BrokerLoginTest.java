package io.delegraph.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine may send hooks, but read nothing. */
class BrokerLoginTest {
    private static final String HOOKS = "hooks";
    private static final String SECRETS = "secrets";

    @TempDir
    static Path dir;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(dir, 0, BrokerLogin.random(), Set.of());
        broker.allowAnonymous(HOOKS, false);
        try (Admin admin = Admin.create(login())) {
            admin.createTopics(List.of(new NewTopic(HOOKS, 1, (short) 1), new NewTopic(SECRETS, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Map<String, Object> login() {
        return Map.copyOf(broker.client());
    }

    private static Map<String, Object> nobody() {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "default.api.timeout.ms",
                20_000,
                "request.timeout.ms",
                10_000);
    }

    private static void send(Map<String, Object> client, String topic) throws Throwable {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("max.block.ms", 20_000);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {'{', '}'})).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** The number of records. */
    private static int read(Map<String, Object> client, String topic) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(new HashMap<>(client), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            int count = 0;
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
                count += records.count();
            }
            return count;
        }
    }

    @Test
    void shouldAcceptHooksFromEverybodyAndShowThemOnlyWithTheLogin() throws Throwable {
        send(nobody(), HOOKS);

        assertThat(read(login(), HOOKS)).isPositive();
        assertThatThrownBy(() -> read(nobody(), HOOKS)).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void shouldDenyOtherOperationsWithoutTheLogin() throws Throwable {
        send(login(), SECRETS);

        assertThatThrownBy(() -> send(nobody(), SECRETS)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(nobody(), SECRETS)).isInstanceOf(AuthorizationException.class);
        try (Admin admin = Admin.create(nobody())) {
            assertThat(admin.listTopics().names().get()).containsExactly(HOOKS);
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() ->
                            admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .hasCauseInstanceOf(ClusterAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteTopics(List.of(HOOKS)).all().get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void shouldAllowReadsWithoutTheLoginOnlyWhenConfigured() throws Throwable {
        send(login(), SECRETS);
        broker.allowAnonymous(HOOKS, true);
        try {
            await().ignoreExceptionsInstanceOf(AuthorizationException.class)
                    .untilAsserted(() -> assertThat(read(nobody(), SECRETS)).isPositive());
        } finally {
            broker.allowAnonymous(HOOKS, false);
        }
        await().untilAsserted(() ->
                assertThatThrownBy(() -> read(nobody(), SECRETS)).isInstanceOf(AuthorizationException.class));
        send(nobody(), HOOKS);
    }

    @Test
    void shouldLookForHangingTransactionsWithItsOwnLogin() {
        assertThat(broker.endHangingTransactions("anybody")).isZero();
    }
}
