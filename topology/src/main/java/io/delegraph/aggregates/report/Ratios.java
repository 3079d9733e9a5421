package io.delegraph.aggregates.report;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.SumMetric;
import org.jspecify.annotations.Nullable;

/** Divisions; null where there is nothing to divide by. */
final class Ratios {
    private static final double MILLION = 1e6;

    private Ratios() {}

    static @Nullable Double mean(long sum, long of) {
        return of == 0 ? null : (Double) ((double) sum / of);
    }

    /** Of a sum in millionths. */
    static @Nullable Double millionths(Aggregate sum, SumMetric ppm, SumMetric known) {
        Double mean = mean(sum.get(ppm), sum.get(known));
        return mean == null ? null : (Double) (mean / MILLION);
    }

    /** USD; null when no cost is known. */
    static @Nullable Double usd(Aggregate sum) {
        return sum.get(SumMetric.COST_KNOWN) == 0 ? null : (Double) (sum.get(SumMetric.COST_MICRO_USD) / MILLION);
    }
}
