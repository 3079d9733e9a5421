package io.delegraph.query;

import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.query.Queries.TimelineFilter;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about sessions. */
final class SessionRoutes {
    /** Default page size: a client that ignores paging gets all events of most sessions. */
    private static final int MOST_EVENTS = 1_000;

    private final QueryScopes queries;

    SessionRoutes(QueryScopes queries) {
        this.queries = queries;
    }

    List<Route> routes() {
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
                Route.get("/api/v1/sessions/{session}/leftovers", this::leftovers),
                Route.get("/api/v1/sessions/{session}/events", this::events, "agent", "from", "to", "limit", "cursor"));
    }

    private Answer sessions(Ask ask) {
        SessionFilter filter = new SessionFilter(
                ask.states("state", Set.of()), ask.time("from"), ask.time("to"), ask.text("project"), ask.text("user"));
        return Answer.json(queries.of(ask).sessions(filter, ask.page()));
    }

    private Answer hierarchy(Ask ask) {
        String session = ask.path().get("session");
        boolean tree = ask.choice("form", List.of("list", "tree")).equals("tree");
        Hierarchy hierarchy = known(queries.of(ask).hierarchy(session, ask.time("at")), session);
        return tree ? Answer.json(200, TreeJson.write(Forest.of(hierarchy))) : Answer.json(hierarchy);
    }

    private Answer workflows(Ask ask) {
        String session = ask.path().get("session");
        return Answer.json(new Items<>(known(queries.of(ask).workflows(session), session)));
    }

    private Answer messages(Ask ask) {
        String session = ask.path().get("session");
        return Answer.json(new Items<>(known(queries.of(ask).messages(session), session)));
    }

    private Answer leftovers(Ask ask) {
        String session = ask.path().get("session");
        return Answer.json(new Items<>(known(queries.of(ask).leftovers(session), session)));
    }

    private Answer events(Ask ask) {
        String session = ask.path().get("session");
        TimelineFilter filter = new TimelineFilter(ask.text("agent"), ask.time("from"), ask.time("to"));
        return Answer.json(known(queries.of(ask).events(session, filter, ask.page(MOST_EVENTS)), session));
    }

    private static <T> T known(Optional<T> answer, String session) {
        return answer.orElseThrow(() -> Problem.notFound(
                        PeerProtocol.UNKNOWN_SESSION,
                        "Unknown session",
                        "no session '" + session + "' is known, or its retention has ended")
                .exception());
    }
}
