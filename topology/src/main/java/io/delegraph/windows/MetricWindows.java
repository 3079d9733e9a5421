package io.delegraph.windows;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.metrics.Quantiles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts aggregates to {@link MetricWindow} records and back. */
public final class MetricWindows {
    private static final Map<String, Amount> AMOUNTS =
            Arrays.stream(Amount.values()).collect(Collectors.toUnmodifiableMap(Amount::word, it -> it));
    private static final Map<String, Measure> MEASURES =
            Arrays.stream(Measure.values()).collect(Collectors.toUnmodifiableMap(Measure::word, it -> it));

    private MetricWindows() {}

    public static MetricWindow of(WindowSize size, long start, Series series, Aggregate sum) {
        Map<String, Quantiles> quantiles = new LinkedHashMap<>();
        sum.measures().forEach((measure, buckets) -> {
            // a sum that an error left with less than nothing has no quantiles; what is right beside it is told
            if (buckets.quantile(1) != null) {
                quantiles.put(measure.word(), quantiles(buckets));
            }
        });
        return new MetricWindow(
                size.word(),
                start,
                start + size.ms(),
                series.source(),
                series.grouping().subject().word(),
                series.group(),
                sample(series.grouping().subject(), sum),
                amounts(sum),
                quantiles);
    }

    /** How many delegations, workflows, workflows that have the type, pairs of agents or stages a sum is made of. */
    public static long sample(Subject subject, Aggregate sum) {
        return sum.get(
                switch (subject) {
                    case DELEGATION -> Amount.DELEGATIONS;
                    case WORKFLOW, PART -> Amount.WORKFLOWS;
                    case PAIR -> Amount.PAIRS;
                    case STAGE -> Amount.STAGES;
                });
    }

    private static Quantiles quantiles(LogBuckets buckets) {
        return new Quantiles(
                buckets.count(),
                buckets.quantile(0.5),
                buckets.quantile(0.95),
                buckets.quantile(0.99),
                buckets.counts());
    }

    /** By name, those that are not zero. */
    public static Map<String, Long> amounts(Aggregate sum) {
        Map<String, Long> amounts = new LinkedHashMap<>();
        sum.amounts().forEach((amount, value) -> amounts.put(amount.word(), value));
        return amounts;
    }

    /** The sum that a window was made of. */
    public static Aggregate sum(MetricWindow window) {
        Map<String, Map<Integer, Long>> buckets = new LinkedHashMap<>();
        window.quantiles().forEach((name, it) -> buckets.put(name, it.buckets()));
        return sum(window.amounts(), buckets);
    }

    /** A sum by the names of what it is made of; a newer writer's that are not known are left out. */
    public static Aggregate sum(Map<String, Long> amounts, Map<String, Map<Integer, Long>> buckets) {
        Map<Amount, Long> sums = new EnumMap<>(Amount.class);
        amounts.forEach((name, value) -> {
            Amount amount = AMOUNTS.get(name);
            if (amount != null) {
                sums.put(amount, value);
            }
        });
        Map<Measure, LogBuckets> measures = new EnumMap<>(Measure.class);
        buckets.forEach((name, counts) -> {
            Measure measure = MEASURES.get(name);
            if (measure != null) {
                measures.put(measure, LogBuckets.of(counts));
            }
        });
        return Aggregate.of(sums, measures);
    }
}
