package io.delegraph.query;

import java.util.List;

/** Questions about agents. */
final class AgentRoutes {
    private final QueryScopes queries;

    AgentRoutes(QueryScopes queries) {
        this.queries = queries;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/agents", this::agents, "state", "limit", "cursor"),
                Route.get("/api/v1/agents/{session}/{agent}", this::agent));
    }

    private Answer agents(Ask ask) {
        return Answer.json(queries.of(ask).agents(ask.states("state", LiveGraph.STATES), ask.page()));
    }

    private Answer agent(Ask ask) {
        String session = ask.path().get("session");
        String agent = ask.path().get("agent");
        return queries.of(ask)
                .agent(session, agent)
                .map(Answer::json)
                .orElseThrow(() -> Problem.notFound(
                                PeerProtocol.UNKNOWN_AGENT,
                                "Unknown agent",
                                "no agent '" + agent + "' is known in session '" + session + "'")
                        .exception());
    }
}
