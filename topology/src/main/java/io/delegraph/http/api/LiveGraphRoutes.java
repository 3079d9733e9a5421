package io.delegraph.http.api;

import io.delegraph.aggregates.Dimension;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.Queries;
import io.delegraph.query.Queries.Page;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The live agents as a graph, for a dashboard that polls every few seconds. */
public final class LiveGraphRoutes {
    private static final int DEFAULT_LIMIT = 200;

    /** Maximum pages read for one response: more than ten thousand live agents cannot be drawn. */
    private static final int MAX_PAGES = 10;

    private final QueryScopes queries;
    private final ShortLivedCache<GraphParameters, LiveGraph> snapshots =
            new ShortLivedCache<>(System::nanoTime, Duration.ofSeconds(10));

    public LiveGraphRoutes(QueryScopes queries) {
        this.queries = queries;
    }

    public List<Route> routes() {
        return List.of(Route.get(
                "/api/v1/live/graph", this::graph, "limit", "source", "project", "host", "session", "snapshot"));
    }

    private Response graph(Request request) {
        GraphParameters asked = new GraphParameters(
                request.localOnly(),
                request.limit(DEFAULT_LIMIT),
                request.anyOf("source"),
                request.anyOf("project"),
                request.anyOf("host"),
                request.anyOf("session"),
                request.text("snapshot"));
        // a panel requests nodes and edges separately, and an edge to a node that has ended in between breaks it
        LiveGraph graph = asked.snapshot == null
                ? read(queries.of(request), asked)
                : snapshots.of(asked, () -> read(queries.of(request), asked));
        return Response.json(graph);
    }

    private static LiveGraph read(Queries queries, GraphParameters asked) {
        List<AgentLifecycle> wanted = new ArrayList<>();
        Set<Integer> missing = new TreeSet<>();
        String cursor = null;
        int pages = 0;
        do {
            Page<AgentLifecycle> page =
                    queries.agents(LiveGraph.LIVE_STATES, new PageRequest(Request.MAX_LIMIT, cursor));
            page.items().stream().filter(asked::matches).forEach(wanted::add);
            missing.addAll(page.missingPartitions());
            cursor = page.next();
        } while (cursor != null && ++pages < MAX_PAGES);
        return LiveGraph.of(wanted, asked.sessions, asked.limit, cursor == null, List.copyOf(missing));
    }

    /**
     * The requested filters; empty for any.
     *
     * @param snapshot common id of requests that belong together; null for a response of its own
     */
    private record GraphParameters(
            boolean localOnly,
            int limit,
            Set<String> sources,
            Set<String> projects,
            Set<String> hosts,
            Set<String> sessions,
            @Nullable String snapshot) {
        /** Whatever its session: the answer names all sessions to choose among. */
        boolean matches(AgentLifecycle agent) {
            String source = known(agent.source());
            return (sources.isEmpty() || sources.stream().anyMatch(asked -> Sources.matches(asked, source)))
                    && matchesAny(projects, agent.project())
                    && matchesAny(hosts, agent.host());
        }
    }

    /** A missing value matches the same word as in the metrics. */
    private static boolean matchesAny(Set<String> asked, @Nullable String value) {
        return asked.isEmpty() || asked.contains(known(value));
    }

    private static String known(@Nullable String value) {
        return Objects.requireNonNullElse(value, Dimension.UNKNOWN);
    }
}
