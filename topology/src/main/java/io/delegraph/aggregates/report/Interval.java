package io.delegraph.aggregates.report;

import io.delegraph.aggregates.LogHistogram;
import org.jspecify.annotations.Nullable;

/** An estimate with its 95 % interval, by the normal approximation. */
public record Interval(double estimate, double low, double high) {
    private static final double Z_95_PERCENT = 1.96;
    private static final double THOUSAND = 1_000;

    private static Interval around(double estimate, double variance) {
        double half = Z_95_PERCENT * StrictMath.sqrt(variance);
        return new Interval(estimate, estimate - half, estimate + half);
    }

    /** Difference of two shares, first minus second, -1..1, with independent samples. */
    static Interval difference(long good, long of, long otherGood, long otherOf) {
        double share = (double) good / of;
        double other = (double) otherGood / otherOf;
        return around(share - other, share * (1 - share) / of + other * (1 - other) / otherOf);
    }

    /** Ratio of the geometric means, because times and tokens are distributed evenly on a logarithmic scale. */
    static Interval ratio(LogHistogram values, LogHistogram others) {
        LogHistogram.LogStatistics a = values.logStatistics();
        LogHistogram.LogStatistics b = others.logStatistics();
        Interval logs = around(a.mean() - b.mean(), a.variance() / a.count() + b.variance() / b.count());
        return new Interval(StrictMath.exp(logs.estimate), StrictMath.exp(logs.low), StrictMath.exp(logs.high));
    }

    /**
     * Geometric mean of values from the sums of their logarithms in thousandths, and of the squares.
     *
     * @return null when there are fewer than {@code minimumSample}, or fewer than two
     */
    static @Nullable Interval geometricMean(long count, long sum, long squares, int minimumSample) {
        if (count < Math.max(2, minimumSample)) {
            return null;
        }
        double mean = (double) sum / count;
        double variance = Math.max(0, ((double) squares - mean * (double) sum) / (count - 1));
        Interval logs = around(mean, variance / count);
        return new Interval(
                StrictMath.exp(logs.estimate / THOUSAND),
                StrictMath.exp(logs.low / THOUSAND),
                StrictMath.exp(logs.high / THOUSAND));
    }

    /** The interval of Pearson's coefficient of more than three pairs, by Fisher's transformation. */
    static Interval correlation(double coefficient, long count) {
        double area = StrictMath.log((1 + coefficient) / (1 - coefficient)) / 2;
        Interval even = around(area, 1.0 / (count - 3));
        return new Interval(coefficient, StrictMath.tanh(even.low), StrictMath.tanh(even.high));
    }
}
