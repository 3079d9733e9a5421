package io.delegraph.query;

import io.delegraph.schemas.lifecycle.AgentState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Questions about agents. */
final class AgentRoutes {
    private static final Set<AgentState> LIVE = EnumSet.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING);

    private final Backend backend;

    AgentRoutes(Backend backend) {
        this.backend = backend;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/agents", this::agents, "state", "limit", "cursor"),
                Route.get("/api/v1/agents/{session}/{agent}", this::agent));
    }

    private Answer agents(Ask ask) {
        return Answer.json(backend.asked(ask).agents(ask.states("state", LIVE), ask.page()));
    }

    private Answer agent(Ask ask) {
        String session = ask.path().get("session");
        String agent = ask.path().get("agent");
        return backend.asked(ask)
                .agent(session, agent)
                .map(Answer::json)
                .orElseThrow(() -> Problem.notFound(
                                Problem.UNKNOWN_AGENT,
                                "Unknown agent",
                                "no agent '" + agent + "' is known in session '" + session + "'")
                        .exception());
    }
}
