package io.delegraph.page;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.stream.record.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Delegraph in a process and a directory of its own, as a user starts it. It can be stopped and started again on the same port. */
final class StartedApp implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path dir;
    private final int port;
    private final List<String> options;
    private Process process;
    private String kafka;

    private StartedApp(Path dir, int port, List<String> options) {
        this.dir = dir;
        this.port = port;
        this.options = options;
    }

    /**
     * Ready when it returns.
     *
     * @param settings {@code key=value}, over the defaults
     */
    static StartedApp start(String... settings) {
        return startWith(Stream.of(settings)
                .flatMap(setting -> Stream.of("--set", setting))
                .toList());
    }

    /** The same with a directory of configuration files. */
    static StartedApp configured(Path directory) {
        return startWith(List.of("--config", directory.toString()));
    }

    /**
     * Plays a demo to its end; returns after that.
     *
     * @param demo options of {@code up --demo}
     */
    static StartedApp afterDemo(String... demo) {
        StartedApp app =
                startWith(Stream.concat(Stream.of("--demo"), Stream.of(demo)).toList());
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> Files.readString(app.dir.resolve("stderr")).contains("demo: over"));
        return app;
    }

    private static StartedApp startWith(List<String> options) {
        try {
            StartedApp app = new StartedApp(Files.createTempDirectory("delegraph-page"), freePort(), options);
            app.startAgain();
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chosen here, so that the port is the same after a restart. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    void startAgain() throws IOException {
        Path stderr = dir.resolve("stderr");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), "io.delegraph.app.Main", "up"));
        command.addAll(List.of("--data", dir.resolve("data").toString(), "--kafka-port", "0"));
        command.addAll(List.of("--http-port", String.valueOf(port)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
        // not the transcripts of whoever runs the tests
        builder.environment().put("CLAUDE_CONFIG_DIR", dir.resolve("client").toString());
        process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        if (ready == null || !ready.startsWith("ready: ")) {
            throw new IllegalStateException("not ready: " + ready + " " + Files.readString(stderr));
        }
        kafka = ready.split(" ", -1)[3];
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Where the client that it knows of keeps a folder of transcripts for each project; need not exist. */
    Path transcripts() {
        return dir.resolve("client").resolve("projects");
    }

    /** Where it keeps everything. */
    Path data() {
        return dir.resolve("data");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Sends hooks in order; they are stored when it returns. */
    void send(List<String> hooks) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/hooks"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", hooks)))
                .build();
        int status = exchange(request).statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException("hooks were answered with " + status);
        }
    }

    /** Returns when the session is known: an earlier request would get a 404, which a browser logs as an error. */
    void awaitSession(String session) {
        await().until(() ->
                exchange(HttpRequest.newBuilder(URI.create(url() + "/api/v1/sessions/" + session + "/hierarchy"))
                                        .build())
                                .statusCode()
                        == 200);
    }

    /**
     * Writes a record to the raw topic without the checks of {@code POST /hooks}, like a producer such as kcat; it is stored when it
     * returns.
     */
    void produce(String value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Names.HOOKS, value.getBytes(StandardCharsets.UTF_8)))
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code delegraph import} does it, in a process of its own; sent when it returns. */
    void importTranscripts(Path transcripts) throws IOException, InterruptedException {
        Process imported = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.delegraph.app.Main",
                        "import",
                        "--data",
                        dir.resolve("data").toString(),
                        transcripts.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("import").toFile())
                .start();
        if (imported.waitFor() != 0) {
            throw new IllegalStateException("the import failed: " + Files.readString(dir.resolve("import")));
        }
    }

    JsonNode get(String path) {
        return Json.read(
                exchange(HttpRequest.newBuilder(URI.create(url() + path)).build())
                        .body()
                        .getBytes(StandardCharsets.UTF_8),
                JsonNode.class);
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
