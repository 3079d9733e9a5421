package io.delegraph.http.api;

import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.ItemList;
import io.delegraph.query.Queries;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.security.risk.Baselines;
import io.delegraph.security.risk.RiskAssessor;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.stream.Stream;

/** Routes for what agents did that may matter, and for the risk of a session. */
public final class RiskRoutes {
    private final QueryScopes queries;
    private final IdPrefixes ids;

    public RiskRoutes(QueryScopes queries) {
        this.queries = queries;
        this.ids = new IdPrefixes(queries);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/sessions/{session}/actions", this::actions),
                Route.get("/api/v1/sessions/{session}/risk", this::risk));
    }

    private Response actions(Request request) {
        return Response.json(new ItemList<>(ids.ofSession(request, queries.of(request)::actions)));
    }

    private Response risk(Request request) {
        Queries answers = queries.of(request);
        Hierarchy session = ids.ofSession(request, id -> answers.hierarchy(id, null));
        List<AgentActions> actions =
                answers.actions(session.session().sessionId()).orElse(List.of());
        return Response.json(
                RiskAssessor.assess(session, actions, baselines(session, answers), System.currentTimeMillis()));
    }

    /** The days before those of the session's agents. */
    private static Baselines baselines(Hierarchy session, Queries answers) {
        List<AgentLifecycle> agents = session.agents();
        LongSummaryStatistics days = agents.stream()
                .map(Baselines::dayOf)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .summaryStatistics();
        if (days.getCount() == 0) {
            return new Baselines(List.of());
        }
        return new Baselines(Stream.of(Subject.DELEGATION, Subject.BEHAVIOUR)
                .map(subject -> new Queries.MetricFilter(
                        WindowSize.DAY,
                        Groupings.find(subject, "agent_type").orElseThrow(),
                        days.getMin() - Baselines.LENGTH.toMillis(),
                        days.getMax(),
                        session.session().source()))
                .flatMap(filter -> answers.metrics(filter).items().stream())
                .toList());
    }
}
