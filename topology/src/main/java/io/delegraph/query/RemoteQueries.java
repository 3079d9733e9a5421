package io.delegraph.query;

import com.fasterxml.jackson.core.type.TypeReference;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.SecurityFinding;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Queries another instance over HTTP. Every failure is a {@link NotAvailableException} with its reason, never an empty list; only an
 * explicit answer "unknown" is returned as unknown.
 */
public final class RemoteQueries implements Queries {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final JsonHttpClient client;

    RemoteQueries(String base, @Nullable String readToken, boolean localOnly, Duration timeout) {
        this.client = new JsonHttpClient(base, readToken, localOnly, timeout);
    }

    /**
     * Queries over all instances, for clients.
     *
     * @param url for example {@code http://127.0.0.1:8080}
     * @param readToken null when none is needed
     */
    public static RemoteQueries of(URI url, @Nullable String readToken) {
        return new RemoteQueries(url.toString(), readToken, false, TIMEOUT);
    }

    /** Queries of the peer's own data, for another instance. */
    static RemoteQueries of(PartitionOwners.Peer peer, @Nullable String readToken) {
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
    public SearchPage search(List<String> words, PageRequest page) {
        QueryString query = new QueryString()
                .add("q", String.join(" ", words))
                .add("limit", page.limit())
                .add("cursor", page.cursor());
        return found(get("/api/v1/search" + query, new TypeReference<SearchPage>() {}));
    }

    /** By the other's clock. */
    @Override
    public Attention attention(long now) {
        return found(get("/api/v1/attention", new TypeReference<Attention>() {}));
    }

    @Override
    public Page<String> sessionIds(String prefix, int limit) {
        QueryString query = new QueryString().add("prefix", prefix).add("limit", limit);
        return found(get("/api/v1/session-ids" + query, new TypeReference<Page<String>>() {}));
    }

    @Override
    public Page<SecurityFinding> findings(FindingFilter filter, PageRequest page) {
        QueryString query = new QueryString()
                .add("state", filter.states().isEmpty() ? "ANY" : constants(filter.states()))
                .add("severity", name(filter.severity()))
                .add("max_severity", name(filter.maxSeverity()))
                .add("rule", filter.rules().isEmpty() ? null : String.join(",", filter.rules()))
                .add("session", filter.sessionId())
                .add("agent", filter.agentId())
                .add("agent_type", filter.agentType())
                .add("project", filter.project())
                .add("source", filter.source())
                .add("from", filter.from())
                .add("to", filter.to())
                .add("limit", page.limit())
                .add("cursor", page.cursor());
        return found(get("/api/v1/findings" + query, new TypeReference<Page<SecurityFinding>>() {}));
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    @Override
    public Optional<SecurityFinding> finding(String sessionId, String findingId) {
        return get(
                "/api/v1/findings/" + PercentCoding.encode(sessionId) + "/" + PercentCoding.encode(findingId),
                new TypeReference<>() {});
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, @Nullable Long at) {
        return get(session(sessionId) + "/hierarchy" + new QueryString().add("at", at), new TypeReference<>() {});
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        return get(session(sessionId) + "/workflows", new TypeReference<ItemList<WorkflowSummary>>() {})
                .map(ItemList::items);
    }

    @Override
    public Optional<List<AgentMessage>> messages(String sessionId) {
        return get(session(sessionId) + "/messages", new TypeReference<ItemList<AgentMessage>>() {})
                .map(ItemList::items);
    }

    @Override
    public Optional<List<AgentActions>> actions(String sessionId) {
        return get(session(sessionId) + "/actions", new TypeReference<ItemList<AgentActions>>() {})
                .map(ItemList::items);
    }

    @Override
    public Optional<List<OrphanedResource>> orphanedResources(String sessionId) {
        return get(session(sessionId) + "/orphaned-resources", new TypeReference<ItemList<OrphanedResource>>() {})
                .map(ItemList::items);
    }

    @Override
    public Optional<TimelinePage> events(String sessionId, TimelineFilter filter, PageRequest page) {
        QueryString query = new QueryString()
                .add("agent", filter.agentId())
                .add("from", filter.from())
                .add("to", filter.to())
                .add("limit", page.limit())
                .add("cursor", page.cursor());
        return get(session(sessionId) + "/events" + query, new TypeReference<>() {});
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return get(
                "/api/v1/agents/" + PercentCoding.encode(sessionId) + "/" + PercentCoding.encode(agentId),
                new TypeReference<>() {});
    }

    @Override
    public Page<MetricWindow> metrics(MetricFilter filter) {
        QueryString query = new QueryString()
                .add("window", filter.size().wireName())
                .add("subject", filter.grouping().subject().wireName())
                .add("group_by", filter.grouping().name())
                .add("from", filter.from())
                .add("to", filter.to())
                .add("source", filter.source());
        return found(get("/api/v1/metrics/windows" + query, new TypeReference<Page<MetricWindow>>() {}));
    }

    private static String session(String id) {
        return "/api/v1/sessions/" + PercentCoding.encode(id);
    }

    private static String constants(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static @Nullable String names(Set<AgentState> states) {
        return states.isEmpty() ? null : states.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private <T> T found(Optional<T> answer) {
        return answer.orElseThrow(() -> client.unavailable("answered 404 for a list, which every Delegraph has"));
    }

    private <T> Optional<T> get(String path, TypeReference<T> type) {
        return client.get(path, type);
    }
}
