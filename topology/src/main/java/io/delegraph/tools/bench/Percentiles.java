package io.delegraph.tools.bench;

import java.util.Arrays;

/** Sorted samples, ms. */
final class Percentiles {
    private final double[] sorted;

    Percentiles(double[] samples) {
        sorted = samples.clone();
        Arrays.sort(sorted);
    }

    /** The smallest sample that {@code share} of all (0..1) does not exceed. */
    double at(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
