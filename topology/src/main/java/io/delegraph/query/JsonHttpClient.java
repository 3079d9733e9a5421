package io.delegraph.query;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client of another instance's HTTP endpoint with bounded response times. */
final class JsonHttpClient {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private static final int RETRY_SECONDS = 1;

    private final String base;
    private final @Nullable String readToken;
    private final boolean localOnly;
    private final Duration timeout;

    /**
     * At a URL.
     *
     * @param readToken null for none
     * @param localOnly whether only the other instance's own data is requested
     */
    JsonHttpClient(String base, @Nullable String readToken, boolean localOnly, Duration timeout) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.readToken = readToken;
        this.localOnly = localOnly;
        this.timeout = timeout;
    }

    /** Empty when the other instance answers that the session or the agent is unknown. */
    <T> Optional<T> get(String path, TypeReference<T> type) {
        HttpResponse<byte[]> response = send(path);
        try {
            if (response.statusCode() == 200) {
                return Optional.of(Json.MAPPER.readValue(response.body(), type));
            }
            return refused(response.statusCode(), Json.MAPPER.readTree(response.body()), response);
        } catch (IOException e) {
            throw unavailable("answered " + response.statusCode() + " without the JSON of a Delegraph");
        }
    }

    private <T> Optional<T> refused(int status, JsonNode problem, HttpResponse<?> response) {
        String type = problem.path("type").asText();
        if (status == 404
                && (type.equals(PeerProtocol.PROBLEM_TYPE_PREFIX + PeerProtocol.UNKNOWN_SESSION)
                        || type.equals(PeerProtocol.PROBLEM_TYPE_PREFIX + PeerProtocol.UNKNOWN_AGENT)
                        || type.equals(PeerProtocol.PROBLEM_TYPE_PREFIX + PeerProtocol.UNKNOWN_FINDING))) {
            return Optional.empty();
        }
        String detail = problem.path("detail").asText();
        if (status == 503) {
            long retry = response.headers().firstValueAsLong("Retry-After").orElse(RETRY_SECONDS);
            throw new NotAvailableException(detail, Math.clamp(retry, 0, 3600));
        }
        throw unavailable("answered " + status + (detail.isEmpty() ? "" : ": " + detail));
    }

    /** The client's own timeout covers only the headers, this one also the body. */
    private HttpResponse<byte[]> send(String path) {
        CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(request(path), BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable("did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw unavailable("cannot be reached (" + ConnectionFailures.describe(e.getCause()) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not queried: interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (readToken != null) {
            request.header("Authorization", "Bearer " + readToken);
        }
        if (localOnly) {
            request.header(PeerProtocol.LOCAL_HEADER, "true");
        }
        return request.build();
    }

    NotAvailableException unavailable(String problem) {
        return new NotAvailableException("the Delegraph at " + base + " " + problem, RETRY_SECONDS);
    }
}
