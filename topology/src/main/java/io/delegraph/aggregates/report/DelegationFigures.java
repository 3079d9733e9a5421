package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Delegations that were requested in a time range, and their outcomes.
 *
 * @param sample number of delegations
 * @param open not ended yet; together with the following outcomes they add up to {@code sample}
 * @param completedShare of those that ended, 0..1; null while none has
 * @param concurrency average number at work: the sum of their durations divided by the length of the time (Little's law)
 * @param totalTokens of the {@code tokens.sample} with known tokens
 * @param costUsd at list price, of the {@code costKnownOf} with a known cost; null when there is none
 * @param efficiency mean share of their runs in which they worked themselves, 0..1, of {@code efficiencyKnownOf}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record DelegationFigures(
        long sample,
        long open,
        long completed,
        long failed,
        long refused,
        long killed,
        long lost,
        @Nullable Double completedShare,
        Spread durationMs,
        @Nullable Double concurrency,
        Spread tokens,
        long totalTokens,
        @Nullable Double costUsd,
        long costKnownOf,
        @Nullable Double efficiency,
        long efficiencyKnownOf,
        long toolCalls,
        long toolFailures,
        long repeatedRuns,
        long permissionRequests,
        long permissionDenials,
        long messages,
        long transferChars,
        long syncPoints) {
    public static DelegationFiguresBuilder builder() {
        return DelegationFiguresBuilder.builder();
    }

    /**
     * The figures of a sum.
     *
     * @param overMs length of the time range
     */
    public static DelegationFigures of(Aggregate sum, long overMs) {
        long ended = sum.get(DELEGATIONS) - sum.get(OPEN);
        return builder()
                .sample(sum.get(DELEGATIONS))
                .open(sum.get(OPEN))
                .completed(sum.get(COMPLETED))
                .failed(sum.get(FAILED))
                .refused(sum.get(REFUSED))
                .killed(sum.get(KILLED))
                .lost(sum.get(LOST))
                .completedShare(Ratios.mean(sum.get(COMPLETED), ended))
                .durationMs(Spread.of(sum, DURATION_MS, DistributionMetric.DURATION_MS))
                .concurrency(Ratios.mean(sum.get(DURATION_MS), overMs))
                .tokens(Spread.of(sum, TOKENS, DistributionMetric.TOKENS))
                .totalTokens(sum.get(TOKENS))
                .costUsd(Ratios.usd(sum))
                .costKnownOf(sum.get(COST_KNOWN))
                .efficiency(Ratios.millionths(sum, EFFICIENCY_PPM, EFFICIENCY_KNOWN))
                .efficiencyKnownOf(sum.get(EFFICIENCY_KNOWN))
                .toolCalls(sum.get(TOOL_CALLS))
                .toolFailures(sum.get(TOOL_FAILURES))
                .repeatedRuns(sum.get(REPEATED_RUNS))
                .permissionRequests(sum.get(PERMISSION_REQUESTS))
                .permissionDenials(sum.get(PERMISSION_DENIALS))
                .messages(sum.get(MESSAGES))
                .transferChars(sum.get(TRANSFER_CHARS))
                .syncPoints(sum.get(SYNC_POINTS))
                .build();
    }
}
