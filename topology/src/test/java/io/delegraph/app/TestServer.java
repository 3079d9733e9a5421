package io.delegraph.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.config.Settings;
import io.delegraph.http.HttpServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.api.InstanceInfo;
import io.delegraph.http.api.QueryScopes;
import io.delegraph.http.api.Readiness.Status;
import io.delegraph.http.transcripts.Transcripts;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.IngestStatistics;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.security.rule.SecurityPolicy;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** The endpoint with fake queries, on a free port. */
public final class TestServer implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** One project with the transcript of session s1 and its agent a1. */
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts/shown");

    public final FakeQueries queries;
    public final FakeQueries local = new FakeQueries();
    public final List<String> hooks = new CopyOnWriteArrayList<>();
    public final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    volatile IngestStatistics.IngestSnapshot seen = new IngestStatistics.IngestSnapshot(
            new IngestStatistics.Hooks(0, null), new IngestStatistics.Rejected(0, true, null));
    final InstanceInfo setup = new InstanceInfo(
            "1.2.3",
            1_000,
            "127.0.0.1:9092",
            "http://127.0.0.1:8080/hooks",
            Settings.load(null, Map.of()).prices(),
            20,
            SecurityPolicy.DEFAULT);
    public final FakeFeed feed = new FakeFeed();
    public volatile RuntimeException hookFailure;
    public volatile Status status = new Status(true, true, "RUNNING", List.of());
    final HttpSettings settings;
    private final Path projects;
    private final boolean transcriptsAllowed;
    private final HttpServer server;

    public TestServer(FakeQueries queries, UnaryOperator<HttpSettings> change) {
        this(queries, change, TRANSCRIPTS, true);
    }

    /** With the transcripts of this directory. */
    public TestServer(FakeQueries queries, Path projects, boolean transcriptsAllowed) {
        this(queries, settings -> settings, projects, transcriptsAllowed);
    }

    private TestServer(
            FakeQueries queries, UnaryOperator<HttpSettings> change, Path projects, boolean transcriptsAllowed) {
        this.projects = projects;
        this.transcriptsAllowed = transcriptsAllowed;
        this.queries = queries;
        this.settings = change.apply(HttpSettings.loopback(0));
        this.server = HttpEndpoint.start(settings, backend());
    }

    public TestServer(FakeQueries queries) {
        this(queries, settings -> settings);
    }

    Backend backend() {
        return new Backend(
                new QueryScopes(queries, local),
                this::keep,
                feed,
                () -> seen,
                setup,
                () -> status,
                metrics,
                topology(),
                new Transcripts(projects, transcriptsAllowed));
    }

    private void keep(byte[] hook) {
        if (hookFailure != null) {
            throw hookFailure;
        }
        hooks.add(new String(hook, StandardCharsets.UTF_8));
    }

    public static TopologyDescription topology() {
        return new Topology()
                .addSource("read-hooks", "agent.hooks")
                .addProcessor("normalise", Idle::new, "read-hooks")
                .addSink("write-events", "agent.events", "normalise")
                .addSource("read-events", "agent.events")
                .addProcessor("lifecycle", Idle::new, "read-events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("agents"), Serdes.ByteArray(), Serdes.ByteArray()),
                        "lifecycle")
                .addSink("write-lifecycles", "agent.lifecycles", "lifecycle")
                .describe();
    }

    /** Does nothing. */
    private static final class Idle extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    /** A session with a root, a child, a grandchild and an agent without a known parent. */
    public static TestServer withFamily(String session) {
        return new TestServer(FakeQueries.withFamily(session));
    }

    /** The known sessions; may be changed. */
    public List<SessionSummary> sessions() {
        return queries.sessions;
    }

    public void missing(List<Integer> partitions) {
        queries.missing = partitions;
    }

    public int port() {
        return server.port();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    public JsonNode json(String path, String... headers) {
        return json(get(path, headers));
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body)), headers);
    }

    static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a raw request, then reads until the server closes; it must contain {@code Connection: close}. */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
