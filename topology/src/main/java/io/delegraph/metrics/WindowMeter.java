package io.delegraph.metrics;

import static io.delegraph.aggregates.Dimension.*;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One metric of {@code /metrics} that is made from the sums of a window.
 *
 * @param dimensions the dimensions that become labels
 * @param label an additional label, whose values are the keys of {@code figures}; null when there is a single figure
 */
record WindowMeter(
        String name,
        String help,
        Subject subject,
        Set<String> dimensions,
        @Nullable String label,
        Map<String, Figure> figures) {
    private static final String QUANTILE = "quantile";
    private static final String TOKENS = "tokens";
    private static final String COST = "cost";
    private static final double MS = 1_000;
    private static final double MILLION = 1_000_000;

    private static final Set<String> OF_DELEGATIONS = wireNames(
            AGENT_TYPE, LEVEL, STRATEGY, ORCHESTRATION, COORDINATION_PATTERN, EXPECTED_OUTCOME, REASON, PROJECT, USER);
    private static final Set<String> OF_WORKFLOWS = wireNames(STRATEGY, ORCHESTRATION, PROJECT, USER, DECLARED);

    /** Dimensions of most coordination metrics: each further project or user would add fourteen series. */
    private static final Set<String> OF_COORDINATION = wireNames(STRATEGY, ORCHESTRATION, DECLARED);

    /** Whether it is exported as the quantiles of a summary. */
    boolean quantiles() {
        return QUANTILE.equals(label);
    }

    /** Computes a value; null when it is unknown. */
    @FunctionalInterface
    interface Figure {
        @Nullable
        Double of(Aggregate sum);
    }

    static final List<WindowMeter> ALL = List.of(
            delegations(
                    "agents",
                    "Delegations requested in the window, by current outcome",
                    "outcome",
                    amounts(
                            SumMetric.OPEN,
                            SumMetric.COMPLETED,
                            SumMetric.FAILED,
                            SumMetric.REFUSED,
                            SumMetric.KILLED,
                            SumMetric.LOST)),
            new WindowMeter(
                    "delegraph_window_agent_duration_seconds",
                    "From start to end of delegations that have ended",
                    Subject.DELEGATION,
                    wireNames(AGENT_TYPE, LEVEL, STRATEGY),
                    QUANTILE,
                    quantiles(DistributionMetric.DURATION_MS, MS, 0.5, 0.95, 0.99)),
            delegations("tokens", "Tokens of delegations that have ended", null, single(sum -> tokens(sum))),
            delegations(
                    "cost_usd",
                    "Cost at list price of delegations that have ended, of those whose cost is known",
                    null,
                    single(sum -> cost(sum))),
            new WindowMeter(
                    "delegraph_window_agents_known",
                    "Delegations that have ended and whose figure is known: the divisor of its mean",
                    Subject.DELEGATION,
                    wireNames(AGENT_TYPE, PROJECT),
                    "figure",
                    counts(Map.of(
                            TOKENS,
                            sum -> sum.get(DistributionMetric.TOKENS).count(),
                            COST,
                            sum -> sum.get(SumMetric.COST_KNOWN)))),
            workflows(
                    "workflows",
                    "Workflows begun in the window, by current outcome",
                    "outcome",
                    amounts(SumMetric.OPEN, SumMetric.CLEAN, SumMetric.WITH_FAILURES)),
            workflows(
                    "workflow_tokens",
                    "Tokens of settled workflows, including the root's turns",
                    null,
                    single(sum -> tokens(sum))),
            workflows(
                    "workflow_cost_usd",
                    "Cost at list price of settled workflows, of those whose cost is known",
                    null,
                    single(sum -> cost(sum))),
            coordination(
                    "workflows_known",
                    "Settled workflows whose figure is known: the divisor of its mean",
                    "figure",
                    counts(Map.of(
                            TOKENS,
                            sum -> sum.get(DistributionMetric.TOKENS).count(),
                            COST,
                            sum -> sum.get(SumMetric.COST_KNOWN),
                            "analysis",
                            sum -> sum.get(SumMetric.ANALYSED)))),
            coordination(
                    "speed_up_ratio",
                    "How many agents were at work on average, mean of settled workflows",
                    null,
                    single(share(SumMetric.SPEED_UP_PPM, SumMetric.SPEED_UP_KNOWN))),
            coordination(
                    "parallel_efficiency_ratio",
                    "Speed-up as a share of the most agents at once, 0 to 1, mean of settled workflows",
                    null,
                    single(share(SumMetric.PARALLEL_EFFICIENCY_PPM, SumMetric.PARALLEL_EFFICIENCY_KNOWN))),
            coordination(
                    "start_delay_seconds",
                    "Time from requests to starts: sum per settled workflow, mean over workflows",
                    null,
                    single(analysed(SumMetric.START_DELAY_MS, true, MS))),
            coordination(
                    "return_delay_seconds",
                    "Time from ends until the parents continue: sum per settled workflow, mean over workflows",
                    null,
                    single(analysed(SumMetric.RETURN_DELAY_MS, true, MS))),
            workflows(
                    "parent_wait_seconds",
                    "Time that parents only waited: sum per settled workflow, mean over workflows",
                    null,
                    single(analysed(SumMetric.PARENT_WAITED_MS, true, MS))),
            coordination(
                    "messages",
                    "Messages between agents of settled workflows",
                    null,
                    single(analysed(SumMetric.MESSAGES, false, 1))),
            coordination(
                    "data_transfer_characters",
                    "Characters in messages between agents of settled workflows",
                    null,
                    single(analysed(SumMetric.TRANSFER_CHARS, false, 1))),
            coordination(
                    "rework",
                    "Repeated or wasted work of settled workflows, by kind",
                    "kind",
                    byName(
                            metric -> analysed(metric, false, 1),
                            SumMetric.REPEATED_RUNS,
                            SumMetric.RETRIES,
                            SumMetric.REPEATED_STAGES,
                            SumMetric.FILE_CONFLICTS,
                            SumMetric.PROPAGATED_FAILURES)),
            coordination(
                    "peak_concurrency",
                    "Most agents at work at once in any one settled workflow, including the root",
                    null,
                    single(sum -> quantile(sum.get(DistributionMetric.PEAK_CONCURRENCY), 1, 1))),
            new WindowMeter(
                    "delegraph_window_half_time_saving_seconds",
                    "Time that the workflows of the window would save if agents of this type took half as long",
                    Subject.PART,
                    wireNames(AGENT_TYPE),
                    null,
                    single(sum -> sum.get(SumMetric.HALF_TIME_SAVES_MS) / MS)));

    private static WindowMeter delegations(
            String name, String help, @Nullable String label, Map<String, Figure> figures) {
        return new WindowMeter("delegraph_window_" + name, help, Subject.DELEGATION, OF_DELEGATIONS, label, figures);
    }

    private static WindowMeter workflows(
            String name, String help, @Nullable String label, Map<String, Figure> figures) {
        return new WindowMeter("delegraph_window_" + name, help, Subject.WORKFLOW, OF_WORKFLOWS, label, figures);
    }

    private static WindowMeter coordination(
            String name, String help, @Nullable String label, Map<String, Figure> figures) {
        return new WindowMeter("delegraph_window_" + name, help, Subject.WORKFLOW, OF_COORDINATION, label, figures);
    }

    private static Set<String> wireNames(Dimension... dimensions) {
        return Stream.concat(Stream.of(Grouping.ALL), Arrays.stream(dimensions).map(Dimension::wireName))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Figure> single(Figure figure) {
        return Map.of("", figure);
    }

    /** Includes zeros, so that the values of a group add up. */
    private static Map<String, Figure> amounts(SumMetric... amounts) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Arrays.stream(amounts).forEach(metric -> figures.put(metric.name(), sum -> (double) sum.get(metric)));
        return figures;
    }

    private static Map<String, Figure> counts(Map<String, ToLongFunction<Aggregate>> counts) {
        Map<String, Figure> figures = new TreeMap<>();
        counts.forEach((name, count) -> figures.put(name, sum -> (double) count.applyAsLong(sum)));
        return figures;
    }

    private static Map<String, Figure> byName(Function<SumMetric, Figure> figure, SumMetric... amounts) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Arrays.stream(amounts)
                .forEach(metric -> figures.put(metric.name().toLowerCase(Locale.ROOT), figure.apply(metric)));
        return figures;
    }

    private static Map<String, Figure> quantiles(DistributionMetric metric, double unit, double... shares) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Arrays.stream(shares)
                .forEach(share -> figures.put(Double.toString(share), sum -> quantile(sum.get(metric), share, unit)));
        return figures;
    }

    private static @Nullable Double quantile(LogHistogram buckets, double share, double unit) {
        Long value = buckets.quantile(share);
        return value == null ? null : (Double) (value / unit);
    }

    private static @Nullable Double tokens(Aggregate sum) {
        return sum.get(DistributionMetric.TOKENS).count() == 0 ? null : (Double) (double) sum.get(SumMetric.TOKENS);
    }

    private static @Nullable Double cost(Aggregate sum) {
        return sum.get(SumMetric.COST_KNOWN) == 0 ? null : (Double) (sum.get(SumMetric.COST_MICRO_USD) / MILLION);
    }

    private static Figure share(SumMetric millionths, SumMetric count) {
        return sum -> sum.get(count) == 0 ? null : (Double) (sum.get(millionths) / MILLION / sum.get(count));
    }

    /** A figure of analysed workflows: their sum or their mean. */
    private static Figure analysed(SumMetric metric, boolean mean, double unit) {
        return sum -> {
            long analysed = sum.get(SumMetric.ANALYSED);
            return analysed == 0 ? null : (Double) (sum.get(metric) / unit / (mean ? analysed : 1));
        };
    }
}
