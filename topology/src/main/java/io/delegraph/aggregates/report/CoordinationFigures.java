package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.SumMetric;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How the agents of workflows worked together. Times in ms.
 *
 * @param sample number of workflows
 * @param analysed number of settled workflows with an analysis, from which all components after {@code elapsedMs} are made
 * @param speedUp mean over the workflows: average number of agents at work
 * @param concurrency the same, weighted by time
 * @param parallelEfficiency mean, 0..1
 * @param criticalPathShare of the elapsed time, 0..1
 * @param delegatedCriticalShare mean share of the critical path that is work of agents other than the root, 0..1
 * @param overheadShare of the elapsed time that passed from requests to starts and from ends until the parents went on; above 1 when many
 * did so at once
 * @param startDelayMs mean per workflow, like all that follow up to {@code propagatedFailures}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record CoordinationFigures(
        long sample,
        long open,
        long clean,
        long withFailures,
        long analysed,
        Spread elapsedMs,
        @Nullable Double speedUp,
        @Nullable Double concurrency,
        Spread peakConcurrency,
        @Nullable Double parallelEfficiency,
        @Nullable Double criticalPathShare,
        @Nullable Double delegatedCriticalShare,
        @Nullable Double overheadShare,
        @Nullable Double startDelayMs,
        @Nullable Double returnDelayMs,
        @Nullable Double parentWaitedMs,
        @Nullable Double messages,
        @Nullable Double transferChars,
        @Nullable Double syncPoints,
        @Nullable Double repeatedRuns,
        @Nullable Double retries,
        @Nullable Double fileConflicts,
        @Nullable Double failures,
        @Nullable Double propagatedFailures,
        GateFigures gates,
        Spread tokens,
        @Nullable Double costUsd,
        long costKnownOf) {
    public static CoordinationFiguresBuilder builder() {
        return CoordinationFiguresBuilder.builder();
    }

    /** The figures of a sum. */
    public static CoordinationFigures of(Aggregate sum, int minimumSample) {
        return builder()
                .sample(sum.get(WORKFLOWS))
                .open(sum.get(OPEN))
                .clean(sum.get(CLEAN))
                .withFailures(sum.get(WITH_FAILURES))
                .analysed(sum.get(ANALYSED))
                .elapsedMs(Spread.of(sum, ELAPSED_MS, DistributionMetric.ELAPSED_MS))
                .speedUp(Ratios.millionths(sum, SPEED_UP_PPM, SPEED_UP_KNOWN))
                .concurrency(Ratios.mean(sum.get(CONCURRENT_MS), sum.get(CONCURRENCY_MS)))
                .peakConcurrency(Spread.of(sum, DistributionMetric.PEAK_CONCURRENCY))
                .parallelEfficiency(Ratios.millionths(sum, PARALLEL_EFFICIENCY_PPM, PARALLEL_EFFICIENCY_KNOWN))
                .criticalPathShare(Ratios.mean(sum.get(CRITICAL_PATH_MS), sum.get(ANALYSED_MS)))
                .delegatedCriticalShare(Ratios.millionths(sum, DELEGATED_CRITICAL_PPM, DELEGATED_CRITICAL_KNOWN))
                .overheadShare(Ratios.mean(sum.get(START_DELAY_MS) + sum.get(RETURN_DELAY_MS), sum.get(ANALYSED_MS)))
                .startDelayMs(mean(sum, START_DELAY_MS))
                .returnDelayMs(mean(sum, RETURN_DELAY_MS))
                .parentWaitedMs(mean(sum, PARENT_WAITED_MS))
                .messages(mean(sum, MESSAGES))
                .transferChars(mean(sum, TRANSFER_CHARS))
                .syncPoints(mean(sum, SYNC_POINTS))
                .repeatedRuns(mean(sum, REPEATED_RUNS))
                .retries(mean(sum, RETRIES))
                .fileConflicts(mean(sum, FILE_CONFLICTS))
                .failures(mean(sum, FAILURES))
                .propagatedFailures(mean(sum, PROPAGATED_FAILURES))
                .gates(GateFigures.of(sum, minimumSample))
                .tokens(Spread.of(sum, TOKENS, DistributionMetric.TOKENS))
                .costUsd(Ratios.usd(sum))
                .costKnownOf(sum.get(COST_KNOWN))
                .build();
    }

    private static @Nullable Double mean(Aggregate sum, SumMetric metric) {
        return Ratios.mean(sum.get(metric), sum.get(ANALYSED));
    }
}
