package io.delegraph.aggregates;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A histogram with logarithmic buckets. Each power of two is divided into 16 buckets, so a value read from its bucket is off by at most
 * 1/32 of itself, and values below 32 are exact. All counts are integers, so additions can be taken back exactly, in any order.
 */
public final class LogHistogram {
    public static final LogHistogram EMPTY = new LogHistogram(new int[0], new long[0]);
    private static final int SUB_BUCKET_BITS = 4;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

    private final int[] buckets;
    private final long[] counts;

    private LogHistogram(int[] buckets, long[] counts) {
        this.buckets = buckets;
        this.counts = counts;
    }

    /** A histogram of one value; a negative value counts as zero. */
    public static LogHistogram of(long value) {
        return new LogHistogram(new int[] {bucket(value)}, new long[] {1});
    }

    public static LogHistogram of(Map<Integer, Long> counts) {
        SortedMap<Integer, Long> sorted = new TreeMap<>(counts);
        sorted.values().removeIf(count -> count == 0);
        return new LogHistogram(
                sorted.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sorted.values().stream().mapToLong(Long::longValue).toArray());
    }

    static int bucket(long value) {
        if (value < SUB_BUCKETS) {
            return (int) Math.max(value, 0);
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        return ((power - SUB_BUCKET_BITS + 1) << SUB_BUCKET_BITS)
                + (int) (value >>> (power - SUB_BUCKET_BITS))
                - SUB_BUCKETS;
    }

    /** The middle of a bucket. */
    static long midpoint(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = (bucket >> SUB_BUCKET_BITS) - 1;
        long low = (long) (SUB_BUCKETS + (bucket & (SUB_BUCKETS - 1))) << shift;
        return low + (1L << shift >> 1);
    }

    LogHistogram plus(LogHistogram other, int sign) {
        if (other.buckets.length == 0) {
            return this;
        }
        int[] keys = new int[buckets.length + other.buckets.length];
        long[] sums = new long[keys.length];
        int size = 0;
        int a = 0;
        int b = 0;
        while (a < buckets.length || b < other.buckets.length) {
            boolean mine = b == other.buckets.length || (a < buckets.length && buckets[a] <= other.buckets[b]);
            boolean its = a == buckets.length || (b < other.buckets.length && other.buckets[b] <= buckets[a]);
            int key = mine ? buckets[a] : other.buckets[b];
            long sum = (mine ? counts[a++] : 0) + (its ? sign * other.counts[b++] : 0);
            if (sum != 0) {
                keys[size] = key;
                sums[size++] = sum;
            }
        }
        return size == 0 ? EMPTY : new LogHistogram(Arrays.copyOf(keys, size), Arrays.copyOf(sums, size));
    }

    boolean isZero() {
        return buckets.length == 0;
    }

    /** The number of values. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The nearest-rank quantile. Buckets with negative counts are ignored.
     *
     * @param share 0 to 1
     * @return null without values
     */
    public @Nullable Long quantile(double share) {
        long count =
                Arrays.stream(counts).filter(occurrences -> occurrences > 0).sum();
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += Math.max(0, counts[i]);
            if (seen >= rank) {
                return midpoint(buckets[i]);
            }
        }
        return null;
    }

    /** The mean of the buckets' values; null without any. */
    public @Nullable Double mean() {
        double sum = 0;
        for (int i = 0; i < buckets.length; i++) {
            sum += (double) counts[i] * midpoint(buckets[i]);
        }
        return buckets.length == 0 ? null : (Double) (sum / count());
    }

    /** Mean and variance of the natural logarithms of the values. */
    public record LogStatistics(long count, double mean, double variance) {}

    /** The logarithmic statistics; a value below 1 counts as 1. */
    public LogStatistics logStatistics() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < buckets.length; i++) {
            double log = StrictMath.log((double) Math.max(1, midpoint(buckets[i])));
            sum += (double) counts[i] * log;
            squares += (double) counts[i] * log * log;
        }
        long count = count();
        double mean = sum / (double) count;
        return new LogStatistics(
                count, mean, count < 2 ? 0 : Math.max(0, (squares - (double) count * mean * mean) / (count - 1)));
    }

    /** Counts by bucket. */
    public SortedMap<Integer, Long> counts() {
        SortedMap<Integer, Long> all = new TreeMap<>();
        for (int i = 0; i < buckets.length; i++) {
            all.put(buckets[i], counts[i]);
        }
        return all;
    }

    /** Counts by the middle of their bucket. */
    public SortedMap<Long, Long> midpoints() {
        SortedMap<Long, Long> all = new TreeMap<>();
        for (int i = 0; i < buckets.length; i++) {
            all.put(midpoint(buckets[i]), counts[i]);
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogHistogram that
                && Arrays.equals(buckets, that.buckets)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return counts().toString();
    }
}
