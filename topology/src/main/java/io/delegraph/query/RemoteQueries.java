package io.delegraph.query;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks another Delegraph over HTTP. Whatever keeps it from an answer is a {@link NotAvailableException} that says so, never an empty
 * list: only the other's own "unknown" is taken for one.
 */
public final class RemoteQueries implements Queries {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int RETRY_SECONDS = 1;

    private final String base;
    private final String readToken;
    private final boolean localOnly;
    private final Duration timeout;

    RemoteQueries(String base, String readToken, boolean localOnly, Duration timeout) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.readToken = readToken;
        this.localOnly = localOnly;
        this.timeout = timeout;
    }

    /**
     * As a client: asks for what all instances know.
     *
     * @param url for example {@code http://127.0.0.1:8080}
     * @param readToken null when none is needed
     */
    public static RemoteQueries of(URI url, String readToken) {
        return new RemoteQueries(url.toString(), readToken, false, TIMEOUT);
    }

    /** As another instance: asks for what the peer has itself. */
    static RemoteQueries of(Owners.Peer peer, String readToken) {
        return new RemoteQueries("http://" + peer, readToken, true, TIMEOUT);
    }

    @Override
    public Page<SessionSummary> sessions(SessionFilter filter, PageRequest page) {
        QueryString query = new QueryString()
                .add("state", names(filter.states()))
                .add("from", filter.from())
                .add("to", filter.to())
                .add("project", filter.project())
                .add("user", filter.user())
                .add("limit", page.limit())
                .add("cursor", page.cursor());
        return found(get("/api/v1/sessions" + query, new TypeReference<Page<SessionSummary>>() {}));
    }

    @Override
    public Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page) {
        QueryString query = new QueryString()
                .add("state", names(states))
                .add("limit", page.limit())
                .add("cursor", page.cursor());
        return found(get("/api/v1/agents" + query, new TypeReference<Page<AgentLifecycle>>() {}));
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, Long at) {
        return get(session(sessionId) + "/hierarchy" + new QueryString().add("at", at), new TypeReference<>() {});
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        return get(session(sessionId) + "/workflows", new TypeReference<Items<WorkflowSummary>>() {})
                .map(Items::items);
    }

    @Override
    public Optional<List<TimelineEntry>> events(String sessionId, TimelineFilter filter) {
        QueryString query = new QueryString()
                .add("agent", filter.agentId())
                .add("from", filter.from())
                .add("to", filter.to());
        return get(session(sessionId) + "/events" + query, new TypeReference<Items<TimelineEntry>>() {})
                .map(Items::items);
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return get(
                "/api/v1/agents/" + PercentCoding.encode(sessionId) + "/" + PercentCoding.encode(agentId),
                new TypeReference<>() {});
    }

    private static String session(String id) {
        return "/api/v1/sessions/" + PercentCoding.encode(id);
    }

    private static String names(Set<AgentState> states) {
        return states.isEmpty() ? null : states.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private <T> T found(Optional<T> answer) {
        return answer.orElseThrow(() -> unavailable("answered that what it always has is unknown"));
    }

    private <T> Optional<T> get(String path, TypeReference<T> type) {
        HttpResponse<byte[]> response = send(path);
        try {
            if (response.statusCode() == 200) {
                return Optional.of(Json.MAPPER.readValue(response.body(), type));
            }
            return refused(response.statusCode(), Json.MAPPER.readTree(response.body()), response);
        } catch (IOException e) {
            throw unavailable("answered " + response.statusCode() + " with something else than a Delegraph's JSON");
        }
    }

    private <T> Optional<T> refused(int status, JsonNode problem, HttpResponse<?> response) {
        String type = problem.path("type").asText();
        if (status == 404
                && (type.equals(Problem.TYPE_PREFIX + Problem.UNKNOWN_SESSION)
                        || type.equals(Problem.TYPE_PREFIX + Problem.UNKNOWN_AGENT))) {
            return Optional.empty();
        }
        String detail = problem.path("detail").asText();
        if (status == 503) {
            long retry = response.headers().firstValueAsLong("Retry-After").orElse(RETRY_SECONDS);
            throw new NotAvailableException(detail, Math.clamp(retry, 0, 3600));
        }
        throw unavailable("answered " + status + (detail.isEmpty() ? "" : ": " + detail));
    }

    /** The client's own timeout ends at the headers: this one bounds the body too. */
    private HttpResponse<byte[]> send(String path) {
        CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(request(path), BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable("did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw unavailable("cannot be reached (" + Reasons.of(e.getCause()) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for");
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
            request.header(Ask.LOCAL_HEADER, "true");
        }
        return request.build();
    }

    private NotAvailableException unavailable(String what) {
        return new NotAvailableException("the Delegraph at " + base + " " + what, RETRY_SECONDS);
    }
}
