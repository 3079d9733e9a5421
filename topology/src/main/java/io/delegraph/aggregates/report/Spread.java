package io.delegraph.aggregates.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.SumMetric;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of values. Quantiles are off by at most 1/32 of themselves, the mean is exact; all are null without values.
 *
 * @param sample number of values
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Spread(
        long sample,
        @Nullable Double mean,
        @Nullable Long p50,
        @Nullable Long p95,
        @Nullable Long p99) {
    static Spread of(Aggregate sum, SumMetric metric, DistributionMetric distribution) {
        LogHistogram buckets = sum.get(distribution);
        return of(buckets, Ratios.mean(sum.get(metric), buckets.count()));
    }

    /** The spread of a distribution without a sum: its numbers are small, so the buckets are exact. */
    static Spread of(Aggregate sum, DistributionMetric metric) {
        LogHistogram buckets = sum.get(metric);
        return of(buckets, buckets.mean());
    }

    private static Spread of(LogHistogram buckets, @Nullable Double mean) {
        return new Spread(buckets.count(), mean, buckets.quantile(0.5), buckets.quantile(0.95), buckets.quantile(0.99));
    }
}
