package io.delegraph.aggregates;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.metrics.Quantiles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Converts aggregates to {@link MetricWindow} records and back. */
public final class MetricWindowMapper {
    private static final Map<String, SumMetric> SUMS_BY_NAME = Arrays.stream(SumMetric.values())
            .collect(Collectors.toUnmodifiableMap(SumMetric::wireName, metric -> metric));
    private static final Map<String, DistributionMetric> DISTRIBUTIONS_BY_NAME = Arrays.stream(
                    DistributionMetric.values())
            .collect(Collectors.toUnmodifiableMap(DistributionMetric::wireName, metric -> metric));

    private MetricWindowMapper() {}

    public static MetricWindow toWindow(WindowSize size, long start, MetricSeries series, Aggregate sum) {
        Map<String, Quantiles> quantiles = new LinkedHashMap<>();
        Map<String, Map<String, Long>> classes = new LinkedHashMap<>();
        sum.distributions().forEach((metric, buckets) -> {
            if (!metric.classes().isEmpty()) {
                classes.put(metric.wireName(), countsByClass(metric, buckets));
                return;
            }
            // a sum with negative counts, left by an error, has no quantiles; its correct sums are still returned
            if (buckets.quantile(1) != null) {
                quantiles.put(metric.wireName(), quantiles(buckets));
            }
        });
        return MetricWindow.builder()
                .window(size.wireName())
                .start(start)
                .end(start + size.ms())
                .source(series.source())
                .subject(series.grouping().subject().wireName())
                .group(series.group())
                .sample(sampleSize(series.grouping().subject(), sum))
                .amounts(sumsByName(sum))
                .quantiles(quantiles)
                .classes(classes)
                .build();
    }

    /** Those of classes of a newer version are left out. */
    private static Map<String, Long> countsByClass(DistributionMetric metric, LogHistogram buckets) {
        Map<String, Long> counts = new LinkedHashMap<>();
        buckets.counts().forEach((position, count) -> {
            if (position < metric.classes().size()) {
                counts.put(metric.classes().get(position), count);
            }
        });
        return counts;
    }

    private static Map<Integer, Long> countsByPosition(DistributionMetric metric, Map<String, Long> counts) {
        Map<Integer, Long> positions = new HashMap<>();
        for (int position = 0; position < metric.classes().size(); position++) {
            Long count = counts.get(metric.classes().get(position));
            if (count != null) {
                positions.put(position, count);
            }
        }
        return positions;
    }

    /** The number of delegations, workflows, workflows with the type, pairs of agents, stages or ended agents in a sum. */
    public static long sampleSize(Subject subject, Aggregate sum) {
        return sum.get(
                switch (subject) {
                    case DELEGATION -> SumMetric.DELEGATIONS;
                    case WORKFLOW, PART -> SumMetric.WORKFLOWS;
                    case PAIR -> SumMetric.PAIRS;
                    case STAGE -> SumMetric.STAGES;
                    case BEHAVIOUR -> SumMetric.AGENTS;
                });
    }

    private static long quantile(LogHistogram buckets, double q) {
        return Objects.requireNonNull(buckets.quantile(q), "only a distribution with values has quantiles");
    }

    private static Quantiles quantiles(LogHistogram buckets) {
        return new Quantiles(
                buckets.count(),
                quantile(buckets, 0.5),
                quantile(buckets, 0.95),
                quantile(buckets, 0.99),
                buckets.counts());
    }

    /** The sums that are not zero, by name. */
    public static Map<String, Long> sumsByName(Aggregate sum) {
        Map<String, Long> amounts = new LinkedHashMap<>();
        sum.sums().forEach((metric, value) -> amounts.put(metric.wireName(), value));
        return amounts;
    }

    /** The sum from which a window was made. */
    public static Aggregate toAggregate(MetricWindow window) {
        Map<String, Map<Integer, Long>> buckets = new LinkedHashMap<>();
        window.quantiles().forEach((name, quantiles) -> buckets.put(name, quantiles.buckets()));
        window.classes().forEach((name, counts) -> {
            DistributionMetric metric = DISTRIBUTIONS_BY_NAME.get(name);
            if (metric != null) {
                buckets.put(name, countsByPosition(metric, counts));
            }
        });
        return toAggregate(window.amounts(), buckets);
    }

    /** A sum from amounts and buckets by name; unknown names of a newer version are ignored. */
    public static Aggregate toAggregate(Map<String, Long> amounts, Map<String, Map<Integer, Long>> buckets) {
        Map<SumMetric, Long> sums = new EnumMap<>(SumMetric.class);
        amounts.forEach((name, value) -> {
            SumMetric metric = SUMS_BY_NAME.get(name);
            if (metric != null) {
                sums.put(metric, value);
            }
        });
        Map<DistributionMetric, LogHistogram> measures = new EnumMap<>(DistributionMetric.class);
        buckets.forEach((name, counts) -> {
            DistributionMetric metric = DISTRIBUTIONS_BY_NAME.get(name);
            if (metric != null) {
                measures.put(metric, LogHistogram.of(counts));
            }
        });
        return Aggregate.of(sums, measures);
    }
}
