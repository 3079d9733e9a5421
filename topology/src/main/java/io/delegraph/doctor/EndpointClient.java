package io.delegraph.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client of Delegraph's HTTP endpoint. */
public final class EndpointClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String LATEST_PROBE = "delegraph_probe_latest ";

    private final URI url;
    private final @Nullable String readToken;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** {@code readToken} is null when none is needed. */
    public EndpointClient(URI url, @Nullable String readToken) {
        this.url = url;
        this.readToken = readToken;
    }

    /**
     * An answer.
     *
     * @param status 0 when there was none; {@code body} then says why
     */
    public record HttpResult(int status, String body) {}

    Finding check() {
        HttpResult ready = get("/readyz");
        return switch (ready.status) {
            case 200 -> Finding.ok("http", url + " is ready");
            case 0 ->
                Finding.todo(
                        "http",
                        url + " does not answer (" + ready.body + ")",
                        "start Delegraph (up), or say where it is with --url");
            case 503 -> Finding.todo("http", url + " is not ready yet: " + ready.body, "wait until it is");
            default ->
                Finding.todo(
                        "http", url + " answers " + ready.status + ": is it Delegraph?", "say where it is with --url");
        };
    }

    /** The number of the latest probe that this instance has read; empty when it reports none. */
    Optional<Long> latestProbe() {
        HttpResult metrics = get("/metrics");
        return metrics.status != 200
                ? Optional.empty()
                : metrics.body
                        .lines()
                        .filter(line -> line.startsWith(LATEST_PROBE))
                        .map(line -> (long) Double.parseDouble(line.substring(LATEST_PROBE.length())))
                        .findFirst();
    }

    /** Never fails: an answer of any status, or status 0 with the reason. */
    public HttpResult get(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base() + path)).timeout(TIMEOUT);
        if (readToken != null) {
            request.header("Authorization", "Bearer " + readToken);
        }
        return send(request.build());
    }

    /** Posts a hook like the client; {@code token} as in {@code DELEGRAPH_TOKEN}, null when it is not set. */
    HttpResult post(byte[] hook, @Nullable String token) {
        return send(HttpRequest.newBuilder(URI.create(base() + "/hooks"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + (token == null ? "" : token))
                .POST(HttpRequest.BodyPublishers.ofByteArray(hook))
                .build());
    }

    public URI url() {
        return url;
    }

    private String base() {
        return url.toString().replaceAll("/+$", "");
    }

    private HttpResult send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new HttpResult(response.statusCode(), response.body().strip());
        } catch (IOException e) {
            return new HttpResult(0, e.getMessage() == null ? "connection refused" : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HttpResult(0, "interrupted");
        }
    }
}
