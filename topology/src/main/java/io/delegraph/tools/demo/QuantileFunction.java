package io.delegraph.tools.demo;

import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A distribution given by some of its quantiles, with logarithmic interpolation between them, so that drawn values have exactly these
 * quantiles.
 */
final class QuantileFunction {
    private final NavigableMap<Double, Double> logs = new TreeMap<>();

    private QuantileFunction() {}

    static QuantileFunction from(double least) {
        return new QuantileFunction().with(0, least);
    }

    QuantileFunction with(double share, double value) {
        logs.put(share, Math.log(value));
        return this;
    }

    /** The value below which this share (0..1) of all values lies. */
    double at(double share) {
        Entry<Double, Double> low = logs.floorEntry(share);
        Entry<Double, Double> high = logs.ceilingEntry(share);
        if (low.getKey().equals(high.getKey())) {
            return Math.exp(low.getValue());
        }
        double between = (share - low.getKey()) / (high.getKey() - low.getKey());
        return Math.exp(low.getValue() + between * (high.getValue() - low.getValue()));
    }

    double draw(Random random) {
        return at(random.nextDouble());
    }
}
