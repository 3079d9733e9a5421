package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.app.Backend;
import io.delegraph.app.HttpEndpoint;
import io.delegraph.http.HttpServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.api.InstanceInfo;
import io.delegraph.http.api.QueryScopes;
import io.delegraph.http.api.Readiness;
import io.delegraph.http.transcripts.Transcripts;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.stream.record.Names;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event stream over HTTP on a broker in this process, with transactions, compacted topics and sockets. */
class FeedBrokerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path dir;

    private static RestartableTopology topology;

    private PrometheusMeterRegistry metrics;
    private KafkaFeed feed;
    private HttpServer server;

    @BeforeAll
    static void startBroker() {
        topology = new RestartableTopology(dir);
    }

    @AfterAll
    static void stopBroker() {
        topology.close();
    }

    @AfterEach
    void stop() {
        if (feed != null) {
            feed.close();
            server.close();
        }
    }

    private static FeedLimits limits(int readers, int heldBytes, int queuedBytes, Duration linger) {
        FeedLimits plain = FeedLimits.DEFAULT;
        return new FeedLimits(
                readers,
                heldBytes,
                queuedBytes,
                plain.missedChanges(),
                plain.maxIdAge(),
                Duration.ofMillis(100),
                plain.sessionInterval(),
                linger);
    }

    private void serve(FeedLimits limits) {
        metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        feed = new KafkaFeed(new FeedLog(topology.bootstrapServers(), topology.settings()), limits, metrics);
        Backend backend = new Backend(
                new QueryScopes(null, null),
                hook -> {},
                feed,
                null,
                new InstanceInfo(
                        "test",
                        0,
                        topology.bootstrapServers(),
                        "",
                        topology.settings().prices(),
                        1,
                        SecurityPolicy.DEFAULT),
                () -> new Readiness.Status(true, true, "RUNNING", List.of()),
                metrics,
                null,
                new Transcripts(Path.of("none"), false));
        server = HttpEndpoint.start(HttpSettings.loopback(0), backend);
    }

    private void serve() {
        serve(limits(8, 1 << 20, 1 << 20, Duration.ofSeconds(30)));
    }

    private EventSource open(String session, String lastId) {
        EventSource source = new EventSource(server.port(), "?session=" + session, lastId);
        assertThat(source.status()).isEqualTo(200);
        return source;
    }

    private static String awaitId(EventSource source, String other) {
        await().atMost(SOON)
                .until(() -> source.lastId() != null && !source.lastId().equals(other));
        return source.lastId();
    }

    private static void write(String topic, String session, String part, String value) {
        topology.send(topic, session + "/" + part, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> numbered(String session, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> "{\"session_id\":\"" + session + "\",\"n\":" + n + "}")
                .toList();
    }

    private static void lifecycles(String session, int from, int to) {
        numbered(session, from, to).forEach(value -> write(Names.LIFECYCLES, session, "a", value));
    }

    @Test
    void shouldSendTheChangesOfAHook() {
        topology.start();
        try {
            await().atMost(SOON).until(topology::running);
            serve();
            try (EventSource source = open("hooked", null)) {
                awaitId(source, null);
                topology.send(
                        Names.HOOKS,
                        null,
                        "{\"session_id\":\"hooked\",\"hook_event_name\":\"SessionStart\",\"cwd\":\"/p\",\"source\":\"startup\"}"
                                .getBytes(StandardCharsets.UTF_8));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(source.data("lifecycle"))
                                .anySatisfy(agent -> assertThat(agent)
                                        .contains("\"session_id\":\"hooked\"", "\"agent_id\":\"root\"")));
                await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(source.data("session")).contains("{\"session_id\":\"hooked\"}"));
            }
        } finally {
            topology.stop();
        }
    }

    @Test
    void shouldSendChangesOfTheOwnSessionAndIdsOfOthers() {
        serve();
        try (EventSource source = open("mine%2Fa", null)) {
            awaitId(source, null);
            write(Names.LIFECYCLES, "other", "a", "{\"n\":1}");
            write(Names.WORKFLOWS, "mine%2Fa", "w", "{\"n\":2}");
            write(Names.LIFECYCLES, "mine%2Fa", "b", "{\"n\":3}");
            write(Names.LIFECYCLES, "mine%2Fa", "a%20b", null);

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(source.data("workflow")).containsExactly("{\"n\":2}");
                assertThat(source.data("lifecycle")).containsExactly("{\"n\":3}");
                assertThat(source.data("gone")).hasSize(1);
                assertThat(source.data("session"))
                        .contains("{\"session_id\":\"other\"}", "{\"session_id\":\"mine/a\"}");
            });
            assertThat(source.data("gone").getFirst()).contains("\"session_id\":\"mine/a\"", "\"agent_id\":\"a b\"");
        }
    }

    @Test
    void shouldSendNothingWhenATransactionIsAborted() {
        serve();
        try (EventSource source = open("tx", null);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", topology.bootstrapServers(), "transactional.id", "feed-test"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            awaitId(source, null);
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(
                    new ProducerRecord<>(Names.LIFECYCLES, "tx/a", "{\"n\":1}".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
            producer.abortTransaction();
            write(Names.LIFECYCLES, "tx", "a", "{\"n\":2}");

            await().atMost(SOON).until(() -> !source.data("lifecycle").isEmpty());
            assertThat(source.data("lifecycle")).containsExactly("{\"n\":2}");
        }
    }

    @Test
    void shouldContinueFromMemory() {
        serve();
        String id;
        try (EventSource source = open("back", null)) {
            String first = awaitId(source, null);
            lifecycles("back", 0, 5);
            await().atMost(SOON).until(() -> source.data("lifecycle").size() == 5);
            id = awaitId(source, first);
        }
        lifecycles("back", 5, 50);
        try (EventSource other = open("back", id)) {
            lifecycles("back", 50, 60);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(other.data("lifecycle")).containsAll(numbered("back", 5, 60)));
            assertThat(other.data("reset")).isEmpty();
        }
    }

    /** Without readers in between, nothing is in memory, as on another instance. */
    @Test
    void shouldContinueFromTheLogWhenMemoryIsEmpty() {
        serve(limits(8, 1 << 20, 1 << 20, Duration.ZERO));
        String id;
        try (EventSource source = open("log", null)) {
            id = awaitId(source, null);
        }
        await().atMost(SOON).until(() -> !feed.reading());
        lifecycles("log", 0, 500);
        try (EventSource source = open("log", id)) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(source.data("lifecycle")).containsExactlyElementsOf(numbered("log", 0, 500)));
            lifecycles("log", 500, 501);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(source.data("lifecycle")).containsExactlyElementsOf(numbered("log", 0, 501)));
            assertThat(source.data("reset")).isEmpty();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(source.data("session")).contains("{\"session_id\":\"log\"}"));
        }
    }

    @Test
    void shouldRequestAReloadWhenChangesAreGone() {
        serve();
        for (String id : List.of("no id of ours", "0.zzzzzzz.0.0.0.0.0.0.0.0", "x".repeat(5_000))) {
            try (EventSource source = open("lost", id)) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(source.data("reset")).containsExactly("{}"));
                awaitId(source, null);
            }
        }
    }

    @Test
    void shouldReadNothingWithoutReaders() {
        serve(limits(8, 1 << 20, 1 << 20, Duration.ZERO));
        assertThat(feed.reading()).isFalse();
        try (EventSource source = open("s", null)) {
            awaitId(source, null);
            assertThat(feed.reading()).isTrue();
        }
        await().atMost(SOON).until(() -> !feed.reading());
    }

    @Test
    void shouldRefuseMoreReadersThanItServes() {
        serve(limits(1, 1 << 20, 1 << 20, Duration.ofSeconds(30)));
        try (EventSource first = open("s", null);
                EventSource second = new EventSource(server.port(), "", null)) {
            assertThat(second.status()).isEqualTo(503);
            awaitId(first, null);
        }
        await().atMost(SOON).until(() -> {
            try (EventSource third = new EventSource(server.port(), "", null)) {
                return third.status() == 200;
            }
        });
    }

    @Test
    void shouldDropAReaderThatDoesNotKeepUpAndLetItComeBack() throws IOException {
        serve(limits(8, 1 << 10, 1 << 20, Duration.ofSeconds(30)));
        String big = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
        try (EventSource quick = open("slow", null);
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            slow.setSoTimeout((int) SOON.toMillis());
            slow.getOutputStream()
                    .write("GET /api/v1/stream?session=slow HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String id = awaitIdUnread(slow.getInputStream());
            awaitId(quick, null);

            int sent = 0;
            // one after the other: the slow reader's queue grows only once its socket is full
            while (dropped() == 0 && sent < 500) {
                write(Names.LIFECYCLES, "slow", "a", big);
                int expected = ++sent;
                await().atMost(SOON).until(() -> quick.data("lifecycle").size() == expected);
            }
            assertThat(dropped()).isEqualTo(1);
            assertThat(sent).as("more than its queue takes").isGreaterThan(5);
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .as("the connection ends in the middle of what was being written")
                    .hasSizeLessThan(sent * 200_000)
                    .doesNotEndWith("\n\n\r\n");
            int all = sent;
            await().atMost(SOON).until(() -> comesBack(id, all, big));
            assertThat(quick.ended()).isFalse();
        }
    }

    private double dropped() {
        return metrics.get("delegraph.live.dropped").counter().count();
    }

    private boolean comesBack(String id, int count, String value) {
        try (EventSource again = open("slow", id)) {
            await().atMost(SOON)
                    .until(() -> again.ended() || again.data("lifecycle").size() == count);
            return again.data("lifecycle").equals(Collections.nCopies(count, value));
        }
    }

    /** Reads only the first id. */
    private static String awaitIdUnread(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().matches("(?s).*\nid: \\S+\n.*")) {
            head.append((char) in.read());
        }
        return head.toString().replaceAll("(?s).*\nid: (\\S+)\n.*", "$1");
    }
}
