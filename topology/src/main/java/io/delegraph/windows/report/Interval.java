package io.delegraph.windows.report;

import io.delegraph.windows.LogBuckets;

/** An estimate with its 95 % interval, by the normal approximation. */
public record Interval(double estimate, double low, double high) {
    private static final double Z = 1.96;

    private static Interval around(double estimate, double variance) {
        double half = Z * StrictMath.sqrt(variance);
        return new Interval(estimate, estimate - half, estimate + half);
    }

    /** First share minus second, -1..1, the sides counted independently. */
    static Interval difference(long good, long of, long otherGood, long otherOf) {
        double share = (double) good / of;
        double other = (double) otherGood / otherOf;
        return around(share - other, share * (1 - share) / of + other * (1 - other) / otherOf);
    }

    /** Geometric mean of the first by that of the second: times and tokens are spread evenly on a logarithmic scale, not on a plain one. */
    static Interval ratio(LogBuckets values, LogBuckets others) {
        LogBuckets.Logs a = values.logs();
        LogBuckets.Logs b = others.logs();
        Interval logs = around(a.mean() - b.mean(), a.variance() / a.count() + b.variance() / b.count());
        return new Interval(StrictMath.exp(logs.estimate), StrictMath.exp(logs.low), StrictMath.exp(logs.high));
    }
}
