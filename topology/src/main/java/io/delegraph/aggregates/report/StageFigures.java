package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import org.jspecify.annotations.Nullable;

/**
 * Stages of waves and iterations of loops with the same number.
 *
 * @param sample number of them, one per workflow; from the eighth on a workflow may have several
 * @param durationMs from the first request to the last end
 * @param tokens of its agents with known tokens
 * @param agents mean number of agents
 * @param failures agents that ended FAILED, KILLED or LOST, summed
 * @param failedShare share of its agents, 0..1
 * @param rework repeated runs, agents requested again after a failure, files that two agents wrote at the same time; summed
 * @param handOffs from agents of earlier stages to its own, summed
 * @param change from the previous stage; null for the first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StageFigures(
        long sample,
        Spread durationMs,
        Spread tokens,
        @Nullable Double agents,
        long failures,
        @Nullable Double failedShare,
        long rework,
        long handOffs,
        @Nullable StageChange change) {

    /**
     * The difference from the previous stage in the same workflow.
     *
     * @param sample number of stages with a previous one
     * @param timeRatio ratio to the time of the previous one, geometric mean with its 95 % interval; null when the sample is too small
     * @param tokensSample number of those with known tokens of both
     * @param tokensRatio likewise
     * @param failures mean difference of the failures; null when the sample is too small
     * @param rework mean difference of the rework; null likewise
     * @param says about the time, in words
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record StageChange(
            long sample,
            @Nullable Interval timeRatio,
            long tokensSample,
            @Nullable Interval tokensRatio,
            @Nullable Double failures,
            @Nullable Double rework,
            String says) {
        private static StageChange of(Aggregate sum, int minimumSample) {
            long sample = sum.get(WITH_BEFORE);
            boolean enough = sample >= minimumSample;
            Interval time = Interval.geometricMean(
                    sample, sum.get(DURATION_LOG_RATIO), sum.get(DURATION_LOG_RATIO_SQUARED), minimumSample);
            return new StageChange(
                    sample,
                    time,
                    sum.get(TOKENS_WITH_BEFORE),
                    Interval.geometricMean(
                            sum.get(TOKENS_WITH_BEFORE),
                            sum.get(TOKENS_LOG_RATIO),
                            sum.get(TOKENS_LOG_RATIO_SQUARED),
                            minimumSample),
                    enough ? Ratios.mean(sum.get(FAILURES) - sum.get(BEFORE_FAILURES), sample) : null,
                    enough ? Ratios.mean(sum.get(REWORK) - sum.get(BEFORE_REWORK), sample) : null,
                    says(time));
        }

        private static String says(@Nullable Interval time) {
            if (time == null) {
                return Comparison.TOO_FEW;
            }
            if (time.low() <= 1 && time.high() >= 1) {
                return Comparison.NO_DIFFERENCE;
            }
            return time.high() < 1 ? "took less time than the one before" : "took more time than the one before";
        }
    }

    /** The figures of a sum. */
    public static StageFigures of(Aggregate sum, int minimumSample) {
        return new StageFigures(
                sum.get(STAGES),
                Spread.of(sum, DURATION_MS, DistributionMetric.DURATION_MS),
                Spread.of(sum, TOKENS, DistributionMetric.TOKENS),
                Ratios.mean(sum.get(AGENTS), sum.get(STAGES)),
                sum.get(FAILURES),
                Ratios.mean(sum.get(FAILURES), sum.get(AGENTS)),
                sum.get(REWORK),
                sum.get(HAND_OFFS),
                sum.get(WITH_BEFORE) == 0 ? null : StageChange.of(sum, minimumSample));
    }
}
