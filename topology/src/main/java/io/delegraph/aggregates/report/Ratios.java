package io.delegraph.aggregates.report;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.SumMetric;
import org.jspecify.annotations.Nullable;

/** Divisions; null when the divisor is zero. */
final class Ratios {
    private static final double MILLION = 1e6;

    private Ratios() {}

    static @Nullable Double mean(long sum, long of) {
        return of == 0 ? null : (Double) ((double) sum / of);
    }

    /** The mean of a sum in millionths. */
    static @Nullable Double millionths(Aggregate sum, SumMetric ppm, SumMetric count) {
        Double mean = mean(sum.get(ppm), sum.get(count));
        return mean == null ? null : (Double) (mean / MILLION);
    }

    /** USD; null when no cost is known. */
    static @Nullable Double usd(Aggregate sum) {
        return sum.get(SumMetric.COST_KNOWN) == 0 ? null : (Double) (sum.get(SumMetric.COST_MICRO_USD) / MILLION);
    }
}
