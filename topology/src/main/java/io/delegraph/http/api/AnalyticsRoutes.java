package io.delegraph.http.api;

import static io.delegraph.aggregates.Subject.DELEGATION;
import static io.delegraph.aggregates.Subject.PAIR;
import static io.delegraph.aggregates.Subject.PART;
import static io.delegraph.aggregates.Subject.STAGE;
import static io.delegraph.aggregates.Subject.WORKFLOW;

import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.report.AnalyticsReport;
import io.delegraph.aggregates.report.BottleneckFigures;
import io.delegraph.aggregates.report.Comparison;
import io.delegraph.aggregates.report.Comparisons;
import io.delegraph.aggregates.report.CoordinationFigures;
import io.delegraph.aggregates.report.DelegationFigures;
import io.delegraph.aggregates.report.GroupTotals;
import io.delegraph.aggregates.report.IntentFigures;
import io.delegraph.aggregates.report.PairFigures;
import io.delegraph.aggregates.report.PatternFigures;
import io.delegraph.aggregates.report.StageFigures;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.Queries;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.List;
import java.util.TreeSet;

/** Routes for figures over time. */
public final class AnalyticsRoutes {
    private static final List<String> BY_PATTERN = List.of("orchestration", "strategy", "coordination_pattern");
    private static final List<String> BY_TYPE =
            List.of("agent_type", "agent_type,outcome", "agent_type,expected_outcome", "project,agent_type");
    private static final List<String> BY_INTENT = List.of(
            "declared",
            "declared_delegate",
            "declared_concurrency",
            "declared_wave_mode",
            "declared_wave_strategy",
            "declared_loop",
            "declared_wave_strategy,orchestration");

    private final QueryScopes scopes;
    private final int minimumSample;

    /** @param minimumSample minimum size of a group that is compared with another */
    public AnalyticsRoutes(QueryScopes scopes, int minimumSample) {
        this.scopes = scopes;
        this.minimumSample = minimumSample;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/metrics/windows",
                        this::windows,
                        "window",
                        "from",
                        "to",
                        "group_by",
                        "source",
                        "subject"),
                route("delegation", this::delegation),
                route("coordination", this::coordination),
                route("correlation", this::correlation),
                route("patterns", this::patterns),
                route("stages", this::stages),
                route("agent-types", this::agentTypes),
                route("bottlenecks", this::bottlenecks),
                route("superclaude", this::superclaude));
    }

    private static Route route(String name, Route.RouteHandler handler) {
        return Route.get("/api/v1/metrics/" + name, handler, WindowParameters.PARAMETERS);
    }

    private static WindowParameters windowParameters(Request request, List<String> groupings) {
        return WindowParameters.of(request, groupings, System.currentTimeMillis());
    }

    private Response windows(Request request) {
        String word = request.choice("subject", Subject.wireNames());
        Subject subject = Subject.of(word).orElseThrow();
        return Response.json(scopes.of(request)
                .metrics(windowParameters(request, Groupings.names(subject)).filter(subject)));
    }

    private Response delegation(Request request) {
        return figures(
                request, windowParameters(request, Groupings.names(DELEGATION)), DELEGATION, DelegationFigures::of);
    }

    private Response coordination(Request request) {
        return figures(request, WORKFLOW, (sum, ms) -> CoordinationFigures.of(sum, minimumSample));
    }

    private Response correlation(Request request) {
        return figures(request, PAIR, (sum, ms) -> PairFigures.of(sum, minimumSample));
    }

    private Response stages(Request request) {
        return figures(request, STAGE, (sum, ms) -> StageFigures.of(sum, minimumSample));
    }

    private Response superclaude(Request request) {
        return figures(request, windowParameters(request, BY_INTENT), WORKFLOW, IntentFigures::of);
    }

    /** The figures of a subject, by the grouping that the request names. */
    private <T> Response figures(Request request, Subject subject, GroupTotals.FigureFactory<T> factory) {
        return figures(request, windowParameters(request, Groupings.names(subject)), subject, factory);
    }

    private <T> Response figures(
            Request request, WindowParameters parameters, Subject subject, GroupTotals.FigureFactory<T> maker) {
        Queries.Page<MetricWindow> windows = scopes.of(request).metrics(parameters.filter(subject));
        return answer(
                parameters,
                new GroupTotals(windows.items()).items(subject, parameters.length(), minimumSample, maker),
                List.of(),
                windows.missingPartitions());
    }

    private Response patterns(Request request) {
        WindowParameters parameters = windowParameters(request, BY_PATTERN);
        Subject subject =
                parameters.groupBy().equals(Dimension.COORDINATION_PATTERN.wireName()) ? DELEGATION : WORKFLOW;
        Queries queries = scopes.of(request);
        Queries.Page<MetricWindow> windows = queries.metrics(parameters.filter(subject));
        Queries.Page<MetricWindow> ways = parameters.groupBy().equals(Dimension.ORCHESTRATION.wireName())
                ? windows
                : queries.metrics(parameters.filter(WORKFLOW, Dimension.ORCHESTRATION.wireName()));
        return answer(
                parameters,
                new GroupTotals(windows.items()).items(subject, parameters.length(), minimumSample, PatternFigures::of),
                Comparisons.waveAgainstSubAgent(new GroupTotals(ways.items()), minimumSample),
                union(windows, ways));
    }

    private Response agentTypes(Request request) {
        WindowParameters parameters = windowParameters(request, BY_TYPE);
        Queries queries = scopes.of(request);
        Queries.Page<MetricWindow> windows = queries.metrics(parameters.filter(DELEGATION));
        Queries.Page<MetricWindow> tasks =
                queries.metrics(parameters.filter(DELEGATION, "agent_type,expected_outcome"));
        return answer(
                parameters,
                new GroupTotals(windows.items())
                        .items(DELEGATION, parameters.length(), minimumSample, DelegationFigures::of),
                Comparisons.typesAgainstGeneralPurpose(new GroupTotals(tasks.items()), minimumSample),
                union(windows, tasks));
    }

    private Response bottlenecks(Request request) {
        WindowParameters parameters = windowParameters(request, Groupings.names(PART));
        Queries queries = scopes.of(request);
        Queries.Page<MetricWindow> windows = queries.metrics(parameters.filter(PART));
        Queries.Page<MetricWindow> workflows = queries.metrics(parameters.filter(WORKFLOW, "all"));
        return answer(
                parameters,
                BottleneckFigures.items(
                        new GroupTotals(windows.items()),
                        new GroupTotals(workflows.items()),
                        parameters.length(),
                        minimumSample),
                List.of(),
                union(windows, workflows));
    }

    private <T> Response answer(
            WindowParameters parameters,
            List<AnalyticsReport.GroupReport<T>> items,
            List<Comparison> comparisons,
            List<Integer> missing) {
        return Response.json(new AnalyticsReport<>(
                parameters.size().wireName(),
                parameters.from(),
                parameters.to(),
                parameters.groupBy(),
                minimumSample,
                items,
                comparisons,
                missing));
    }

    private static List<Integer> union(Queries.Page<?> one, Queries.Page<?> other) {
        TreeSet<Integer> missing = new TreeSet<>(one.missingPartitions());
        missing.addAll(other.missingPartitions());
        return List.copyOf(missing);
    }
}
