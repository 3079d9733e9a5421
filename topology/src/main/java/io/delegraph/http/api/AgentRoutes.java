package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.PeerProtocol;
import java.util.List;

/** Routes for agents. */
public final class AgentRoutes {
    private final QueryScopes queries;

    public AgentRoutes(QueryScopes queries) {
        this.queries = queries;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/agents", this::agents, "state", "limit", "cursor"),
                Route.get("/api/v1/agents/{session}/{agent}", this::agent));
    }

    private Response agents(Request request) {
        return Response.json(
                queries.of(request).agents(request.states("state", LiveGraph.LIVE_STATES), request.page()));
    }

    private Response agent(Request request) {
        String session = request.part("session");
        String agent = request.part("agent");
        return queries.of(request)
                .agent(session, agent)
                .map(Response::json)
                .orElseThrow(() -> Problem.notFound(
                                PeerProtocol.UNKNOWN_AGENT,
                                "Unknown agent",
                                "no agent '" + agent + "' is known in session '" + session + "'")
                        .exception());
    }
}
