package io.delegraph.tools.accuracy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares reported amounts with the true ones. An amount within the tolerance counts as right. */
final class AmountAccuracy {
    private final double tolerance;
    private final List<Double> truths = new ArrayList<>();
    private int right;
    private double off;
    private int reported;

    AmountAccuracy(double within) {
        this.tolerance = within;
    }

    /** Returns whether the value is right; a missing value, null, is not. */
    boolean add(double truth, @Nullable Double value) {
        truths.add(truth);
        if (value == null) {
            return false;
        }
        reported++;
        off += Math.abs(value - truth);
        boolean near = near(truth, value);
        right += near ? 1 : 0;
        return near;
    }

    private boolean near(double one, double other) {
        // a sum of binary fractions may be off by less than the smallest relevant difference
        return Math.abs(one - other) <= tolerance + 1e-9;
    }

    /** The maximum error of a right value. */
    public double tolerance() {
        return tolerance;
    }

    /** The number of values with a known truth. */
    public int size() {
        return truths.size();
    }

    /** Share of right values among those with a known truth, 0..1. */
    public double accuracy() {
        return truths.isEmpty() ? 0 : (double) right / truths.size();
    }

    /** Baseline: accuracy of always reporting the single best amount, 0..1. */
    public double baselineAccuracy() {
        List<Double> sorted = sorted();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            // a single amount is right for all of these when it is in their middle
            while (sorted.get(last) - sorted.get(first) > 2 * tolerance + 1e-9) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return sorted.isEmpty() ? 0 : (double) most / sorted.size();
    }

    /** Mean absolute error of the reported values. */
    public double meanError() {
        return reported == 0 ? 0 : off / reported;
    }

    /** Baseline: mean absolute error of always reporting the median. */
    public double baselineError() {
        List<Double> sorted = sorted();
        if (sorted.isEmpty()) {
            return 0;
        }
        double median = sorted.get(sorted.size() / 2);
        return sorted.stream()
                .mapToDouble(value -> Math.abs(value - median))
                .average()
                .orElse(0);
    }

    private List<Double> sorted() {
        return truths.stream().sorted().toList();
    }
}
