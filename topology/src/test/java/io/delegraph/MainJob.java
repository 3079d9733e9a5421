package io.delegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.lifecycle.ExpectedTree;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.stream.record.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job on an existing cluster: hooks are written to a topic without keys, and the tree is read over HTTP. */
@Timeout(180)
abstract class MainJob {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Process process;
    private String http;

    abstract String bootstrapServers();

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void shouldServeTheTreeOfASessionAndRejectInvalidHooks() throws Exception {
        Recording recording = Recording.all()
                .filter(candidate -> candidate.name().equals("tree"))
                .findFirst()
                .orElseThrow();
        String session = recording.expected().get("session_id").asText();
        start();

        send(recording.envelopes(true));
        send(List.of("no hook".getBytes(StandardCharsets.UTF_8)));

        await().atMost(SOON).untilAsserted(() -> {
            String answer = get("/api/v1/sessions/" + session + "/hierarchy");
            Hierarchy tree = Json.read(answer.getBytes(StandardCharsets.UTF_8), Hierarchy.class);
            ExpectedTree.assertMatches(recording.expected(), tree.agents());
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("/metrics")).contains("delegraph_hooks_rejected_total 1.0"));
        ConsumerRecord<byte[], byte[]> rejected = rejected();
        assertThat(rejected.value()).asString().isEqualTo("no hook");
        assertThat(rejected.headers().lastHeader("delegraph.reason").value())
                .asString()
                .startsWith("not JSON");
    }

    /** In a process of its own, as a user starts it. */
    private void start() throws IOException {
        Path stderr = dir.resolve("stderr");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.delegraph.app.Main",
                        "up",
                        "--bootstrap-servers",
                        bootstrapServers(),
                        "--data",
                        dir.resolve("data").toString(),
                        "--http-port",
                        "0")
                .redirectError(stderr.toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        assertThat(ready).as(Files.readString(stderr)).startsWith("ready: ");
        http = ready.split(" ", -1)[1];
    }

    private void send(List<byte[]> lines) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (byte[] line : lines) {
                var unused = producer.send(new ProducerRecord<>(Names.HOOKS, line));
            }
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http + path)).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private ConsumerRecord<byte[], byte[]> rejected() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers(),
                        "group.id", "main-job-test",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Names.HOOKS_REJECTED));
            return await().atMost(SOON)
                    .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
                    .iterator()
                    .next();
        }
    }
}
