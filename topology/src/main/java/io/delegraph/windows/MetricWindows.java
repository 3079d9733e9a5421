package io.delegraph.windows;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.metrics.Quantiles;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** From sums to what travels, and back. */
public final class MetricWindows {
    private MetricWindows() {}

    public static MetricWindow of(WindowSize size, long start, Series series, Aggregate sum) {
        Map<String, Quantiles> quantiles = new LinkedHashMap<>();
        sum.measures().forEach((measure, buckets) -> quantiles.put(measure.word(), quantiles(buckets)));
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

    /** How many delegations, workflows, or workflows that have the type a sum is made of. */
    public static long sample(Subject subject, Aggregate sum) {
        return sum.get(
                switch (subject) {
                    case DELEGATION -> Amount.DELEGATIONS;
                    case WORKFLOW, PART -> Amount.WORKFLOWS;
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
            Amount amount = known(Amount.values(), name);
            if (amount != null) {
                sums.put(amount, value);
            }
        });
        Map<Measure, LogBuckets> measures = new EnumMap<>(Measure.class);
        buckets.forEach((name, counts) -> {
            Measure measure = known(Measure.values(), name);
            if (measure != null) {
                measures.put(measure, LogBuckets.of(counts));
            }
        });
        return Aggregate.of(sums, measures);
    }

    /** The constant of that word, null when there is none. */
    static <E extends Enum<E>> E known(E[] constants, String word) {
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        return null;
    }
}
