package io.delegraph.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.Transport;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Finds the hop that lost a probe. The endpoint is a stand-in that handles the hook as the test says, and never reports that it saw it; the
 * broker is a real one.
 */
class ProbeCheckTest {
    private static final Settings SETTINGS = Settings.load(null, Map.of());
    private static final int PARTITION = 0;

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    private HttpServer endpoint;
    private Consumer<byte[]> taken = hook -> {};

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(dir, 0);
        TopicSetup.ensure(broker.bootstrapServers(), SETTINGS);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() {
        producer.close();
        broker.close();
    }

    @BeforeEach
    void startEndpoint() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/hooks", exchange -> {
            taken.accept(exchange.getRequestBody().readAllBytes());
            answer(exchange, 204);
        });
        endpoint.createContext("/metrics", exchange -> answer(exchange, 404));
        endpoint.start();
    }

    @AfterEach
    void stopEndpoint() {
        endpoint.stop(0);
    }

    @Test
    void shouldReportThatTheBrokerNeverReceivedTheProbe() {
        assertThat(fired().says())
                .endsWith("lost at the route to the broker: it is not on agent.hooks of " + broker.bootstrapServers());
    }

    @Test
    void shouldReportTheReasonWhenTheProbeWasRejected() {
        taken = hook -> {
            send(new ProducerRecord<>(Names.HOOKS, PARTITION, null, hook));
            ProducerRecord<byte[], byte[]> rejected = new ProducerRecord<>(Names.HOOKS_REJECTED, PARTITION, null, hook);
            rejected.headers().add("delegraph.reason", "no session_id".getBytes(StandardCharsets.UTF_8));
            send(rejected);
        };

        Finding finding = fired();

        assertThat(finding.state()).isEqualTo(Finding.FindingState.ACTION_NEEDED);
        assertThat(finding.says()).endsWith("lost at ingest: it was rejected: no session_id");
        assertThat(finding.todo()).isEqualTo("update the hooks and Delegraph to the same version");
    }

    @Test
    void shouldReportThatTheProbeWasNotRead() {
        taken = hook -> send(new ProducerRecord<>(Names.HOOKS, PARTITION, null, hook));

        Finding finding = fired();

        assertThat(finding.state()).isEqualTo(Finding.FindingState.ACTION_NEEDED);
        assertThat(finding.says()).endsWith("lost at the topology: it is on agent.hooks-0 but was not read");
        assertThat(finding.todo()).isEqualTo("see /readyz and Delegraph's log");
    }

    @Test
    void shouldReportWhenAnotherInstanceReadTheProbe() {
        taken = hook -> commit(send(new ProducerRecord<>(Names.HOOKS, PARTITION, null, hook)));

        Finding finding = fired();

        assertThat(finding.says()).endsWith("lost at HTTP: it was read, but " + url() + " does not know it");
        assertThat(finding.todo()).startsWith("ask the instance that reads agent.hooks-0 with --url");
    }

    private Finding fired() {
        try (ClusterCheck cluster = ClusterCheck.at(broker.bootstrapServers(), SETTINGS)) {
            assertThat(cluster.check()).extracting(Finding::state).containsOnly(Finding.FindingState.OK);
            return new ProbeCheck(
                            new HookHandler(Transport.HTTP, url().toString()),
                            new EndpointClient(url(), null),
                            cluster,
                            HookScriptSettings.read(Map.of("DELEGRAPH_CONFIG", "/none")),
                            new Spool(dir.resolve("no-spool")))
                    .check();
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort());
    }

    private static RecordMetadata send(ProducerRecord<byte[], byte[]> sent) {
        try {
            return producer.send(sent).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits a record like the topology after reading it. */
    private static void commit(RecordMetadata read) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            Names.APPLICATION,
                            Map.of(
                                    new TopicPartition(read.topic(), read.partition()),
                                    new OffsetAndMetadata(read.offset() + 1)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
