package io.delegraph.windows;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sums of whole numbers: a commutative group. What was added in any order and is taken back in any other leaves what would be there
 * without it, to the last unit; a sum of nothing is {@link #isZero() zero} and needs no row.
 */
public final class Aggregate {
    public static final Aggregate ZERO =
            new Aggregate(new long[Amount.count()], filled(new LogBuckets[Measure.count()]));

    private final long[] amounts;
    private final LogBuckets[] measures;

    private Aggregate(long[] amounts, LogBuckets[] measures) {
        this.amounts = amounts;
        this.measures = measures;
    }

    /** Of those that are not zero. */
    public static Aggregate of(Map<Amount, Long> amounts, Map<Measure, LogBuckets> measures) {
        long[] sums = new long[Amount.count()];
        amounts.forEach((amount, sum) -> sums[amount.position()] = sum);
        LogBuckets[] buckets = filled(new LogBuckets[Measure.count()]);
        measures.forEach((measure, it) -> buckets[measure.position()] = it);
        return new Aggregate(sums, buckets);
    }

    private static LogBuckets[] filled(LogBuckets[] buckets) {
        Arrays.fill(buckets, LogBuckets.NONE);
        return buckets;
    }

    public Aggregate plus(Aggregate other) {
        return plus(other, 1);
    }

    public Aggregate minus(Aggregate other) {
        return plus(other, -1);
    }

    private Aggregate plus(Aggregate other, int sign) {
        long[] sums = amounts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * other.amounts[i];
        }
        LogBuckets[] buckets = measures.clone();
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = buckets[i].plus(other.measures[i], sign);
        }
        return new Aggregate(sums, buckets);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    public long get(Amount amount) {
        return amounts[amount.position()];
    }

    public LogBuckets get(Measure measure) {
        return measures[measure.position()];
    }

    /** Those that are not zero, in their order. */
    public Map<Amount, Long> amounts() {
        Map<Amount, Long> there = new EnumMap<>(Amount.class);
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] != 0) {
                there.put(Amount.at(i), amounts[i]);
            }
        }
        return there;
    }

    /** Those that are not empty, in their order. */
    public Map<Measure, LogBuckets> measures() {
        Map<Measure, LogBuckets> there = new EnumMap<>(Measure.class);
        for (int i = 0; i < measures.length; i++) {
            if (!measures[i].isZero()) {
                there.put(Measure.at(i), measures[i]);
            }
        }
        return there;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Aggregate it
                && Arrays.equals(amounts, it.amounts)
                && Arrays.equals(measures, it.measures);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(amounts) + Arrays.hashCode(measures);
    }

    @Override
    public String toString() {
        return amounts().toString() + measures();
    }
}
