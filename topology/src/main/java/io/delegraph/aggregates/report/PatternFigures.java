package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The results of a way of working: of workflows or of delegations, depending on the grouping.
 *
 * @param sample number of them
 * @param ended number of ended or settled ones
 * @param good completed delegations; workflows in which no agent failed or was refused, killed or lost
 * @param goodShare share of the ended ones, 0..1; null while none has ended
 * @param elapsedMs from the prompt to the end, for a delegation from its start
 * @param costUsd at list price, of the {@code costKnownOf} with a known cost
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PatternFigures(
        long sample,
        long ended,
        long good,
        @Nullable Double goodShare,
        Spread elapsedMs,
        Spread tokens,
        @Nullable Double costUsd,
        long costKnownOf) {

    /** The figures of a sum; the length of the time does not matter. */
    public static PatternFigures of(Aggregate sum, long overMs) {
        long sample = sum.get(WORKFLOWS) + sum.get(DELEGATIONS);
        long ended = sample - sum.get(OPEN);
        return new PatternFigures(
                sample,
                ended,
                good(sum),
                Ratios.mean(good(sum), ended),
                sum.get(WORKFLOWS) > 0
                        ? Spread.of(sum, ELAPSED_MS, DistributionMetric.ELAPSED_MS)
                        : Spread.of(sum, DURATION_MS, DistributionMetric.DURATION_MS),
                Spread.of(sum, TOKENS, DistributionMetric.TOKENS),
                Ratios.usd(sum),
                sum.get(COST_KNOWN));
    }

    static long good(Aggregate sum) {
        return sum.get(CLEAN) + sum.get(COMPLETED);
    }

    static LogHistogram times(Aggregate sum) {
        return sum.get(sum.get(WORKFLOWS) > 0 ? DistributionMetric.ELAPSED_MS : DistributionMetric.DURATION_MS);
    }
}
