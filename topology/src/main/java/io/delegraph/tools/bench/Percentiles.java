package io.delegraph.tools.bench;

import java.util.Arrays;
import java.util.Locale;

/** Sorted samples, ms. */
final class Percentiles {
    private final double[] sorted;

    Percentiles(double[] samples) {
        sorted = samples.clone();
        Arrays.sort(sorted);
    }

    /** The smallest sample that {@code share} of all (0..1) do not exceed. */
    double at(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    int count() {
        return sorted.length;
    }

    String words() {
        return String.format(Locale.ROOT, "p50 %.1f, p95 %.1f, p99 %.1f ms", at(0.5), at(0.95), at(0.99));
    }
}
