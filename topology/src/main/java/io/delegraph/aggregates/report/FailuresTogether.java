package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Failures of parents with and without a failed child. A failure is a FAILED, KILLED or LOST; the order of the two does not matter.
 *
 * @param parentFailed pairs whose parent failed
 * @param childFailed pairs whose child failed: the sample of {@code shareWithFailedChild}
 * @param bothFailed pairs in which both failed
 * @param baseShare share of failed parents in all pairs, 0..1; null without pairs
 * @param shareWithFailedChild share of failed parents in the pairs with a failed child, 0..1; null without any
 * @param shareOtherwise share of failed parents in the pairs without a failed child, 0..1; null without any
 * @param difference of these two shares, -1..1, with its 95 % interval; null when one of the two samples is too small
 * @param says the same in words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FailuresTogether(
        long parentFailed,
        long childFailed,
        long bothFailed,
        @Nullable Double baseShare,
        @Nullable Double shareWithFailedChild,
        @Nullable Double shareOtherwise,
        @Nullable Interval difference,
        String says) {

    static FailuresTogether of(Aggregate sum, int minimumSample) {
        long pairs = sum.get(PAIRS);
        long failed = sum.get(CHILD_FAILED);
        long both = sum.get(BOTH_FAILED);
        long alone = sum.get(PARENT_FAILED) - both;
        boolean enough = Math.min(failed, pairs - failed) >= Math.max(1, minimumSample);
        Interval difference = enough ? Interval.difference(both, failed, alone, pairs - failed) : null;
        return new FailuresTogether(
                sum.get(PARENT_FAILED),
                failed,
                both,
                Ratios.mean(sum.get(PARENT_FAILED), pairs),
                Ratios.mean(both, failed),
                Ratios.mean(alone, pairs - failed),
                difference,
                says(difference));
    }

    private static String says(@Nullable Interval difference) {
        if (difference == null) {
            return Comparison.TOO_FEW;
        }
        if (difference.low() <= 0 && difference.high() >= 0) {
            return "no difference that the sample shows";
        }
        return difference.low() > 0
                ? "parents fail more often with a failed child"
                : "parents fail less often with a failed child";
    }
}
