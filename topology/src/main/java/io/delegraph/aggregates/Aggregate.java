package io.delegraph.aggregates;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sums of whole numbers, a commutative group: additions can be taken back in any order and leave exactly what would be there without them.
 * A sum of nothing is {@link #isZero() zero} and needs no row.
 */
public final class Aggregate {
    public static final Aggregate ZERO =
            new Aggregate(new long[SumMetric.count()], filled(new LogHistogram[DistributionMetric.count()]));

    private final long[] sumValues;
    private final LogHistogram[] histograms;

    private Aggregate(long[] amounts, LogHistogram[] measures) {
        this.sumValues = amounts;
        this.histograms = measures;
    }

    /** An aggregate of these amounts and distributions, without zero and empty ones. */
    public static Aggregate of(Map<SumMetric, Long> amounts, Map<DistributionMetric, LogHistogram> measures) {
        long[] sums = new long[SumMetric.count()];
        amounts.forEach((metric, sum) -> sums[metric.position()] = sum);
        LogHistogram[] buckets = filled(new LogHistogram[DistributionMetric.count()]);
        measures.forEach((metric, histogram) -> buckets[metric.position()] = histogram);
        return new Aggregate(sums, buckets);
    }

    private static LogHistogram[] filled(LogHistogram[] buckets) {
        Arrays.fill(buckets, LogHistogram.EMPTY);
        return buckets;
    }

    public Aggregate plus(Aggregate other) {
        return plus(other, 1);
    }

    public Aggregate minus(Aggregate other) {
        return plus(other, -1);
    }

    private Aggregate plus(Aggregate other, int sign) {
        long[] sums = sumValues.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * other.sumValues[i];
        }
        LogHistogram[] buckets = histograms.clone();
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = buckets[i].plus(other.histograms[i], sign);
        }
        return new Aggregate(sums, buckets);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    public long get(SumMetric metric) {
        return sumValues[metric.position()];
    }

    public LogHistogram get(DistributionMetric metric) {
        return histograms[metric.position()];
    }

    /** How many have a constant of the metric's classes. */
    @SuppressWarnings("EnumOrdinal")
    public long count(DistributionMetric metric, Enum<?> constant) {
        return get(metric).counts().getOrDefault(constant.ordinal(), 0L);
    }

    /** The sums that are not zero, in the order of their metrics. */
    public Map<SumMetric, Long> sums() {
        Map<SumMetric, Long> nonZero = new EnumMap<>(SumMetric.class);
        for (int i = 0; i < sumValues.length; i++) {
            if (sumValues[i] != 0) {
                nonZero.put(SumMetric.atPosition(i), sumValues[i]);
            }
        }
        return nonZero;
    }

    /** The distributions that are not empty, in the order of their metrics. */
    public Map<DistributionMetric, LogHistogram> distributions() {
        Map<DistributionMetric, LogHistogram> nonEmpty = new EnumMap<>(DistributionMetric.class);
        for (int i = 0; i < histograms.length; i++) {
            if (!histograms[i].isZero()) {
                nonEmpty.put(DistributionMetric.atPosition(i), histograms[i]);
            }
        }
        return nonEmpty;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Aggregate that
                && Arrays.equals(sumValues, that.sumValues)
                && Arrays.equals(histograms, that.histograms);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sumValues) + Arrays.hashCode(histograms);
    }

    @Override
    public String toString() {
        return sums().toString() + distributions();
    }
}
