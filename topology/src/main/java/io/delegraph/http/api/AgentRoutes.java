package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.PeerProtocol;
import io.delegraph.query.Queries;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.util.List;
import java.util.Optional;

/** Routes for agents. */
public final class AgentRoutes {
    private final QueryScopes queries;
    private final IdPrefixes ids;

    public AgentRoutes(QueryScopes queries) {
        this.queries = queries;
        this.ids = new IdPrefixes(queries);
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
        String given = request.part("agent");
        Queries asked = queries.of(request);
        return asked.agent(request.part("session"), given)
                .or(() -> byPrefixes(request, given))
                .map(Response::json)
                .orElseThrow(() -> Problem.notFound(
                                PeerProtocol.UNKNOWN_AGENT,
                                "Unknown agent",
                                "no agent '" + given + "' is known in session '" + request.part("session") + "'")
                        .exception());
    }

    /** The agent whose id, in the session whose id, begins as it was given. */
    private Optional<AgentDetail> byPrefixes(Request request, String given) {
        if (request.localOnly()) {
            return Optional.empty();
        }
        Hierarchy hierarchy = ids.ofSession(request, id -> queries.of(request).hierarchy(id, null));
        List<String> agents = hierarchy.agents().stream()
                .map(AgentLifecycle::agentId)
                .filter(id -> id.equals(given) || (IdPrefixes.mayBePrefix(request, given) && id.startsWith(given)))
                .sorted()
                .toList();
        return (agents.contains(given) ? Optional.of(given) : IdPrefixes.only("agents", given, agents))
                .flatMap(agent -> queries.of(request).agent(hierarchy.session().sessionId(), agent));
    }
}
