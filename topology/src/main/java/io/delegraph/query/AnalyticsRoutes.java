package io.delegraph.query;

import static io.delegraph.windows.Subject.DELEGATION;
import static io.delegraph.windows.Subject.PAIR;
import static io.delegraph.windows.Subject.PART;
import static io.delegraph.windows.Subject.STAGE;
import static io.delegraph.windows.Subject.WORKFLOW;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.windows.Dimension;
import io.delegraph.windows.Groups;
import io.delegraph.windows.Subject;
import io.delegraph.windows.report.BottleneckFigures;
import io.delegraph.windows.report.Comparison;
import io.delegraph.windows.report.Comparisons;
import io.delegraph.windows.report.CoordinationFigures;
import io.delegraph.windows.report.DelegationFigures;
import io.delegraph.windows.report.IntentFigures;
import io.delegraph.windows.report.PairFigures;
import io.delegraph.windows.report.PatternFigures;
import io.delegraph.windows.report.Report;
import io.delegraph.windows.report.StageFigures;
import io.delegraph.windows.report.Totals;
import java.util.List;
import java.util.TreeSet;

/** Questions about many agents over time. */
final class AnalyticsRoutes {
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

    /** @param minimumSample of a group before it is compared with another */
    AnalyticsRoutes(QueryScopes scopes, int minimumSample) {
        this.scopes = scopes;
        this.minimumSample = minimumSample;
    }

    List<Route> routes() {
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

    private static Route route(String name, Route.Handler handler) {
        return Route.get("/api/v1/metrics/" + name, handler, AskedWindows.PARAMETERS);
    }

    private static AskedWindows asked(Ask ask, List<String> groupings) {
        return AskedWindows.of(ask, groupings, System.currentTimeMillis());
    }

    private Answer windows(Ask ask) {
        String word = ask.choice("subject", Subject.words());
        Subject subject = Subject.of(word).orElseThrow();
        return Answer.json(
                scopes.of(ask).metrics(asked(ask, Groups.names(subject)).filter(subject)));
    }

    private Answer delegation(Ask ask) {
        return figures(ask, asked(ask, Groups.names(DELEGATION)), DELEGATION, DelegationFigures::of);
    }

    private Answer coordination(Ask ask) {
        return figures(
                ask,
                asked(ask, Groups.names(WORKFLOW)),
                WORKFLOW,
                (sum, ms) -> CoordinationFigures.of(sum, minimumSample));
    }

    private Answer correlation(Ask ask) {
        return figures(ask, asked(ask, Groups.names(PAIR)), PAIR, (sum, ms) -> PairFigures.of(sum, minimumSample));
    }

    private Answer stages(Ask ask) {
        return figures(ask, asked(ask, Groups.names(STAGE)), STAGE, (sum, ms) -> StageFigures.of(sum, minimumSample));
    }

    private Answer superclaude(Ask ask) {
        return figures(ask, asked(ask, BY_INTENT), WORKFLOW, IntentFigures::of);
    }

    private <T> Answer figures(Ask ask, AskedWindows asked, Subject subject, Totals.Maker<T> maker) {
        Queries.Page<MetricWindow> windows = scopes.of(ask).metrics(asked.filter(subject));
        return answer(
                asked,
                new Totals(windows.items()).items(subject, asked.length(), minimumSample, maker),
                List.of(),
                windows.missingPartitions());
    }

    private Answer patterns(Ask ask) {
        AskedWindows asked = asked(ask, BY_PATTERN);
        Subject subject = asked.groupBy().equals(Dimension.COORDINATION_PATTERN.word()) ? DELEGATION : WORKFLOW;
        Queries queries = scopes.of(ask);
        Queries.Page<MetricWindow> windows = queries.metrics(asked.filter(subject));
        Queries.Page<MetricWindow> ways = asked.groupBy().equals(Dimension.ORCHESTRATION.word())
                ? windows
                : queries.metrics(asked.filter(WORKFLOW, Dimension.ORCHESTRATION.word()));
        return answer(
                asked,
                new Totals(windows.items()).items(subject, asked.length(), minimumSample, PatternFigures::of),
                Comparisons.waveAgainstSubAgent(new Totals(ways.items()), minimumSample),
                union(windows, ways));
    }

    private Answer agentTypes(Ask ask) {
        AskedWindows asked = asked(ask, BY_TYPE);
        Queries queries = scopes.of(ask);
        Queries.Page<MetricWindow> windows = queries.metrics(asked.filter(DELEGATION));
        Queries.Page<MetricWindow> tasks = queries.metrics(asked.filter(DELEGATION, "agent_type,expected_outcome"));
        return answer(
                asked,
                new Totals(windows.items()).items(DELEGATION, asked.length(), minimumSample, DelegationFigures::of),
                Comparisons.typesAgainstGeneralPurpose(new Totals(tasks.items()), minimumSample),
                union(windows, tasks));
    }

    private Answer bottlenecks(Ask ask) {
        AskedWindows asked = asked(ask, Groups.names(PART));
        Queries queries = scopes.of(ask);
        Queries.Page<MetricWindow> windows = queries.metrics(asked.filter(PART));
        Queries.Page<MetricWindow> workflows = queries.metrics(asked.filter(WORKFLOW, "all"));
        return answer(
                asked,
                BottleneckFigures.items(
                        new Totals(windows.items()), new Totals(workflows.items()), asked.length(), minimumSample),
                List.of(),
                union(windows, workflows));
    }

    private <T> Answer answer(
            AskedWindows asked, List<Report.Item<T>> items, List<Comparison> comparisons, List<Integer> missing) {
        return Answer.json(new Report<>(
                asked.size().word(),
                asked.from(),
                asked.to(),
                asked.groupBy(),
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
