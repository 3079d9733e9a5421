package io.delegraph.windows;

import java.util.EnumMap;
import java.util.Map;

/** Builds the aggregate that one delegation or workflow contributes. Null values are skipped. */
final class Tally {
    private static final long MILLION = 1_000_000;
    private static final double THOUSAND = 1_000;

    private final Map<Amount, Long> amounts = new EnumMap<>(Amount.class);
    private final Map<Measure, LogBuckets> measures = new EnumMap<>(Measure.class);

    Tally one(Amount amount) {
        return add(amount, 1L);
    }

    Tally add(Amount amount, Number value) {
        if (value != null && value.longValue() != 0) {
            amounts.merge(amount, value.longValue(), Long::sum);
        }
        return this;
    }

    /** A sum whose values have quantiles too. */
    Tally add(Amount amount, Measure measure, Number value) {
        if (value != null) {
            measures.put(measure, LogBuckets.of(value.longValue()));
        }
        return add(amount, value);
    }

    Tally measure(Measure measure, long value) {
        measures.put(measure, LogBuckets.of(value));
        return this;
    }

    /** In millionths, with how many have one. */
    Tally millionths(Amount amount, Amount known, Double value) {
        return value == null ? this : add(amount, Math.round(value * MILLION)).one(known);
    }

    /** With how many have one. */
    Tally known(Amount amount, Amount known, Number value) {
        return value == null ? this : add(amount, value).one(known);
    }

    /** In thousandths of the natural logarithm; what is below 1 counts as 1. */
    static long log(long value) {
        return Math.round(THOUSAND * StrictMath.log((double) Math.max(1, value)));
    }

    Aggregate sum() {
        return Aggregate.of(amounts, measures);
    }
}
