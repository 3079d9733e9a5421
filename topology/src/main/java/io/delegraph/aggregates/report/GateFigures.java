package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Quality gates: results that a validating agent checked.
 *
 * @param implementations completed delegations that should make or change something
 * @param gated implementations that a validating agent checked
 * @param gatedShare 0..1; null when the implementations are too few
 * @param reworked checked implementations that were reworked after the check
 * @param reworkedShare of the checked ones, 0..1; null when these are too few
 * @param workflows number of workflows with a check
 * @param addedMs mean time of these in which only checks were at work; null when they are too few
 * @param addedShare that time divided by their elapsed time, 0..1; null likewise
 * @param says the same in words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record GateFigures(
        long implementations,
        long gated,
        @Nullable Double gatedShare,
        long reworked,
        @Nullable Double reworkedShare,
        long workflows,
        @Nullable Double addedMs,
        @Nullable Double addedShare,
        String says) {
    private static final int HUNDRED = 100;

    static GateFigures of(Aggregate sum, int minimumSample) {
        long implementations = sum.get(IMPLEMENTATIONS);
        long gated = sum.get(GATED);
        long workflows = sum.get(GATED_WORKFLOWS);
        Double gatedShare = implementations < minimumSample ? null : Ratios.mean(gated, implementations);
        Double reworkedShare = gated < minimumSample ? null : Ratios.mean(sum.get(REWORKED), gated);
        boolean enough = workflows >= minimumSample;
        return new GateFigures(
                implementations,
                gated,
                gatedShare,
                sum.get(REWORKED),
                reworkedShare,
                workflows,
                enough ? Ratios.mean(sum.get(GATE_MS), workflows) : null,
                enough ? Ratios.mean(sum.get(GATE_MS), sum.get(GATED_ELAPSED_MS)) : null,
                says(gatedShare, reworkedShare));
    }

    private static String says(@Nullable Double gatedShare, @Nullable Double reworkedShare) {
        if (gatedShare == null) {
            return Comparison.TOO_FEW;
        }
        String then = reworkedShare == null
                ? Comparison.TOO_FEW + " on what came of it"
                : percent(reworkedShare) + " of these were worked on again";
        return percent(gatedShare) + " were checked, " + then;
    }

    private static String percent(double share) {
        return Math.round(HUNDRED * share) + " %";
    }
}
