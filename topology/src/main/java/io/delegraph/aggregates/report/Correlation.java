package io.delegraph.aggregates.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether two amounts correlate on a logarithmic scale: doubling one goes with a constant factor of the other. It describes what happened,
 * not causes.
 *
 * @param sample number of pairs
 * @param coefficient Pearson's, -1..1, with its 95 % interval; children of one parent count as independent, so the interval is too narrow
 * where a parent has many; null when the pairs are too few, or one amount never varies
 * @param says the same in words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Correlation(long sample, @Nullable Interval coefficient, String says) {
    /** Fisher's interval needs more than three pairs. */
    private static final int MIN_PAIRS = 4;

    /** Sums over the pairs: of the values, of their squares and of their products. */
    record PairSums(long count, long x, long y, long xx, long yy, long xy) {
        /** Pearson's coefficient; null when one of the amounts never varies. */
        @Nullable
        Double coefficient() {
            BigInteger ofX = times(xx).subtract(square(x));
            BigInteger ofY = times(yy).subtract(square(y));
            if (ofX.signum() == 0 || ofY.signum() == 0) {
                return null;
            }
            double together = times(xy)
                    .subtract(BigInteger.valueOf(x).multiply(BigInteger.valueOf(y)))
                    .doubleValue();
            double r = together / StrictMath.sqrt(ofX.doubleValue()) / StrictMath.sqrt(ofY.doubleValue());
            return Math.max(-1, Math.min(1, r));
        }

        private BigInteger times(long sum) {
            return BigInteger.valueOf(count).multiply(BigInteger.valueOf(sum));
        }

        private static BigInteger square(long value) {
            return BigInteger.valueOf(value).multiply(BigInteger.valueOf(value));
        }
    }

    static Correlation of(PairSums sums, int minimumSample) {
        if (sums.count() < Math.max(minimumSample, MIN_PAIRS)) {
            return new Correlation(sums.count(), null, Comparison.TOO_FEW);
        }
        Double r = sums.coefficient();
        return r == null
                ? new Correlation(sums.count(), null, "one of the two never varies")
                : of(sums.count(), Interval.correlation(r, sums.count()));
    }

    private static Correlation of(long sample, Interval coefficient) {
        String says = coefficient.low() <= 0 && coefficient.high() >= 0
                ? "no connection that the sample shows"
                : coefficient.low() > 0
                        ? "more of one goes with more of the other"
                        : "more of one goes with less of the other";
        return new Correlation(sample, coefficient, says);
    }
}
