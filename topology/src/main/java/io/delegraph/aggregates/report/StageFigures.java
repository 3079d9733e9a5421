package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import org.jspecify.annotations.Nullable;

/**
 * Stages of waves and iterations of loops that have the same number.
 *
 * @param sample how many, one of a workflow; behind the seventh a workflow may have several
 * @param durationMs from the first request to the last end
 * @param tokens of its agents whose tokens are known
 * @param agents mean number of agents
 * @param failures agents that ended FAILED, KILLED or LOST, summed
 * @param failedShare of its agents, 0..1
 * @param rework repeated runs, agents asked for again after one that came to nothing, files that two wrote at the same time; summed
 * @param handOffs from agents of stages before to its own, summed
 * @param change from the one before; null of the first
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
     * How it differs from the one before in the same workflow.
     *
     * @param sample how many have one before
     * @param timeRatio by the time of that one, geometric mean with its 95 % interval; null when the sample is too small
     * @param tokensSample of how many the tokens of both are known
     * @param tokensRatio likewise
     * @param failures mean difference of the failures; null when the sample is too small
     * @param rework mean difference of the rework; null likewise
     * @param says of the time, in words
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

    /** Made of a sum. */
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
