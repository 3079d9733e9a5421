package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Compares what prompts declared with what was observed.
 *
 * @param sample number of workflows
 * @param settled number of settled ones
 * @param cleanShare share of settled ones in which no agent failed or was refused, killed or lost, 0..1
 * @param analysed number of settled ones with an analysis, from which the observed figures are made
 * @param observedSingle number of those with the root alone at work; the next three likewise, and the four add up to {@code analysed}
 * @param declaredConcurrency mean of the {@code declaredConcurrencyOf} prompts that give a number
 * @param peakConcurrency the most agents at work at once, including the root
 * @param waves number of consecutive groups of agents
 * @param declaredIterations mean of the {@code declaredIterationsOf} prompts that give a number
 * @param iterations rounds of the same work
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record IntentFigures(
        long sample,
        long settled,
        @Nullable Double cleanShare,
        Spread elapsedMs,
        Spread tokens,
        long analysed,
        long observedSingle,
        long observedSubAgent,
        long observedLoop,
        long observedWave,
        @Nullable Double declaredConcurrency,
        long declaredConcurrencyOf,
        Spread peakConcurrency,
        Spread waves,
        @Nullable Double declaredIterations,
        long declaredIterationsOf,
        Spread iterations) {
    public static IntentFiguresBuilder builder() {
        return IntentFiguresBuilder.builder();
    }

    /** The figures of a sum; the length of the time does not matter. */
    public static IntentFigures of(Aggregate sum, long overMs) {
        long settled = sum.get(WORKFLOWS) - sum.get(OPEN);
        return builder()
                .sample(sum.get(WORKFLOWS))
                .settled(settled)
                .cleanShare(Ratios.mean(sum.get(CLEAN), settled))
                .elapsedMs(Spread.of(sum, ELAPSED_MS, DistributionMetric.ELAPSED_MS))
                .tokens(Spread.of(sum, TOKENS, DistributionMetric.TOKENS))
                .analysed(sum.get(ANALYSED))
                .observedSingle(sum.get(SINGLE))
                .observedSubAgent(sum.get(SUB_AGENT))
                .observedLoop(sum.get(LOOP))
                .observedWave(sum.get(WAVE))
                .declaredConcurrency(Ratios.mean(sum.get(DECLARED_CONCURRENCY), sum.get(DECLARED_CONCURRENCY_KNOWN)))
                .declaredConcurrencyOf(sum.get(DECLARED_CONCURRENCY_KNOWN))
                .peakConcurrency(Spread.of(sum, DistributionMetric.PEAK_CONCURRENCY))
                .waves(Spread.of(sum, STAGES, DistributionMetric.STAGES))
                .declaredIterations(Ratios.mean(sum.get(DECLARED_ITERATIONS), sum.get(DECLARED_ITERATIONS_KNOWN)))
                .declaredIterationsOf(sum.get(DECLARED_ITERATIONS_KNOWN))
                .iterations(Spread.of(sum, DistributionMetric.ITERATIONS))
                .build();
    }
}
