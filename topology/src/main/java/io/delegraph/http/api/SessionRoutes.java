package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.Forest;
import io.delegraph.query.ItemList;
import io.delegraph.query.PeerProtocol;
import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.query.Queries.TimelineFilter;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Routes for sessions. */
public final class SessionRoutes {
    /** Default page size: a client that ignores paging gets all events of most sessions. */
    private static final int DEFAULT_EVENT_LIMIT = 1_000;

    private final QueryScopes queries;

    public SessionRoutes(QueryScopes queries) {
        this.queries = queries;
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
        String session = request.part("session");
        boolean tree = request.choice("form", List.of("list", "tree")).equals("tree");
        Hierarchy hierarchy = known(queries.of(request).hierarchy(session, request.time("at")), session);
        return tree ? Response.json(200, TreeJson.write(Forest.of(hierarchy))) : Response.json(hierarchy);
    }

    private Response workflows(Request request) {
        String session = request.part("session");
        return Response.json(new ItemList<>(known(queries.of(request).workflows(session), session)));
    }

    private Response messages(Request request) {
        String session = request.part("session");
        return Response.json(new ItemList<>(known(queries.of(request).messages(session), session)));
    }

    private Response orphanedResources(Request request) {
        String session = request.part("session");
        return Response.json(new ItemList<>(known(queries.of(request).orphanedResources(session), session)));
    }

    private Response events(Request request) {
        String session = request.part("session");
        TimelineFilter filter = new TimelineFilter(request.text("agent"), request.time("from"), request.time("to"));
        return Response.json(
                known(queries.of(request).events(session, filter, request.page(DEFAULT_EVENT_LIMIT)), session));
    }

    private static <T> T known(Optional<T> answer, String session) {
        return answer.orElseThrow(() -> Problem.notFound(
                        PeerProtocol.UNKNOWN_SESSION,
                        "Unknown session",
                        "no session '" + session + "' is known, or its retention has ended")
                .exception());
    }
}
