package io.delegraph.tools.accuracy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** True amounts against said ones. Right is what is no further off than {@code within}. */
final class AmountAccuracy {
    private final double tolerance;
    private final List<Double> truths = new ArrayList<>();
    private int right;
    private double off;
    private int said;

    AmountAccuracy(double within) {
        this.tolerance = within;
    }

    /** Returns whether it is right; {@code value} is null when nothing is said, which is not. */
    boolean add(double truth, @Nullable Double value) {
        truths.add(truth);
        if (value == null) {
            return false;
        }
        said++;
        off += Math.abs(value - truth);
        boolean near = near(truth, value);
        right += near ? 1 : 0;
        return near;
    }

    private boolean near(double one, double other) {
        // a sum of binary fractions may be off by less than any of these amounts tells
        return Math.abs(one - other) <= tolerance + 1e-9;
    }

    /** How far off a right one may be. */
    public double tolerance() {
        return tolerance;
    }

    /** How many have a truth. */
    public int size() {
        return truths.size();
    }

    /** Share of those with a truth of which what is said is right, 0..1. */
    public double accuracy() {
        return truths.isEmpty() ? 0 : (double) right / truths.size();
    }

    /** Baseline: accuracy of always reporting the single best amount, 0..1. */
    public double baselineAccuracy() {
        List<Double> sorted = sorted();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            // one amount is right for all of these when it stands in their middle
            while (sorted.get(last) - sorted.get(first) > 2 * tolerance + 1e-9) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return sorted.isEmpty() ? 0 : (double) most / sorted.size();
    }

    /** Mean distance from the truth, of those of which something is said. */
    public double meanError() {
        return said == 0 ? 0 : off / said;
    }

    /** Baseline: mean absolute error of always reporting the median. */
    public double baselineError() {
        List<Double> sorted = sorted();
        if (sorted.isEmpty()) {
            return 0;
        }
        double median = sorted.get(sorted.size() / 2);
        return sorted.stream()
                .mapToDouble(it -> Math.abs(it - median))
                .average()
                .orElse(0);
    }

    private List<Double> sorted() {
        return truths.stream().sorted().toList();
    }
}
