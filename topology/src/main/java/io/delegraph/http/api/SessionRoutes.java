package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.Forest;
import io.delegraph.query.ItemList;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.query.Queries.TimelineFilter;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Routes for sessions. */
public final class SessionRoutes {
    /** Default page size: a client that ignores paging gets all events of most sessions. */
    private static final int DEFAULT_EVENT_LIMIT = 1_000;

    private final QueryScopes queries;
    private final IdPrefixes ids;

    public SessionRoutes(QueryScopes queries) {
        this.queries = queries;
        this.ids = new IdPrefixes(queries);
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/sessions",
                        this::sessions,
                        "limit",
                        "cursor",
                        "state",
                        "from",
                        "to",
                        "project",
                        "user"),
                Route.get("/api/v1/sessions/{session}/hierarchy", this::hierarchy, "form", "at"),
                Route.get("/api/v1/sessions/{session}/workflows", this::workflows),
                Route.get("/api/v1/sessions/{session}/messages", this::messages),
                Route.get("/api/v1/sessions/{session}/orphaned-resources", this::orphanedResources),
                Route.get("/api/v1/sessions/{session}/events", this::events, "agent", "from", "to", "limit", "cursor"));
    }

    private Response sessions(Request request) {
        SessionFilter filter = new SessionFilter(
                request.states("state", Set.of()),
                request.time("from"),
                request.time("to"),
                request.text("project"),
                request.text("user"));
        return Response.json(queries.of(request).sessions(filter, request.page()));
    }

    private Response hierarchy(Request request) {
        boolean tree = request.choice("form", List.of("list", "tree")).equals("tree");
        Long at = request.time("at");
        Hierarchy hierarchy =
                ids.ofSession(request, session -> queries.of(request).hierarchy(session, at));
        return tree ? Response.json(200, TreeJson.write(Forest.of(hierarchy))) : Response.json(hierarchy);
    }

    private Response workflows(Request request) {
        return list(request, queries.of(request)::workflows);
    }

    private Response messages(Request request) {
        return list(request, queries.of(request)::messages);
    }

    private Response orphanedResources(Request request) {
        return list(request, queries.of(request)::orphanedResources);
    }

    private <T> Response list(Request request, Function<String, Optional<List<T>>> question) {
        return Response.json(new ItemList<>(ids.ofSession(request, question)));
    }

    private Response events(Request request) {
        TimelineFilter filter = new TimelineFilter(request.text("agent"), request.time("from"), request.time("to"));
        PageRequest page = request.page(DEFAULT_EVENT_LIMIT);
        return Response.json(
                ids.ofSession(request, session -> queries.of(request).events(session, filter, page)));
    }
}
