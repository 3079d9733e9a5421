package io.delegraph.aggregates;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the aggregate that one delegation or workflow contributes. Null values are skipped. */
final class AggregateBuilder {
    private static final long MILLION = 1_000_000;
    private static final double THOUSAND = 1_000;

    private final Map<SumMetric, Long> sums = new EnumMap<>(SumMetric.class);
    private final Map<DistributionMetric, LogHistogram> distributions = new EnumMap<>(DistributionMetric.class);

    AggregateBuilder increment(SumMetric metric) {
        return add(metric, 1L);
    }

    AggregateBuilder add(SumMetric metric, @Nullable Number value) {
        if (value != null && value.longValue() != 0) {
            sums.merge(metric, value.longValue(), Long::sum);
        }
        return this;
    }

    /** Adds a sum and a value of its distribution. */
    AggregateBuilder add(SumMetric metric, DistributionMetric distribution, @Nullable Number value) {
        if (value != null) {
            distributions.put(distribution, LogHistogram.of(value.longValue()));
        }
        return add(metric, value);
    }

    AggregateBuilder record(DistributionMetric metric, long value) {
        distributions.put(metric, LogHistogram.of(value));
        return this;
    }

    /** Counts constants of the classes of a metric, each once. */
    @SuppressWarnings("EnumOrdinal")
    AggregateBuilder countEach(DistributionMetric metric, Collection<? extends Enum<?>> constants) {
        if (!constants.isEmpty()) {
            distributions.put(
                    metric,
                    LogHistogram.of(constants.stream().collect(Collectors.toMap(Enum::ordinal, constant -> 1L))));
        }
        return this;
    }

    /** Adds a share in millionths, and counts that it is known. */
    AggregateBuilder addPartsPerMillion(SumMetric metric, SumMetric count, @Nullable Double value) {
        return value == null ? this : add(metric, Math.round(value * MILLION)).increment(count);
    }

    /** Adds an amount, and counts that it is known. */
    AggregateBuilder addWithKnownCount(SumMetric metric, SumMetric count, @Nullable Number value) {
        return value == null ? this : add(metric, value).increment(count);
    }

    /** The natural logarithm in thousandths; a value below 1 counts as 1. */
    static long milliLog(long value) {
        return Math.round(THOUSAND * StrictMath.log((double) Math.max(1, value)));
    }

    Aggregate build() {
        return Aggregate.of(sums, distributions);
    }
}
