package io.delegraph.aggregates;

import static io.delegraph.aggregates.SumMetric.*;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The contribution of a workflow itself: its prompt and, once it has settled, its results. */
final class WorkflowAggregate {
    private WorkflowAggregate() {}

    static Aggregate of(WorkflowSummary workflow) {
        AggregateBuilder builder = new AggregateBuilder().increment(WORKFLOWS);
        if (!workflow.settled()) {
            return builder.increment(OPEN).build();
        }
        WorkflowGraph graph = workflow.graph();
        builder.increment(WorkflowContributions.outcome(workflow).equals("CLEAN") ? CLEAN : WITH_FAILURES)
                .add(
                        AGENTS,
                        workflow.agents().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .add(TOOL_CALLS, workflow.toolCalls())
                .add(TOOL_FAILURES, workflow.toolFailures())
                .add(
                        ELAPSED_MS,
                        DistributionMetric.ELAPSED_MS,
                        graph == null
                                ? workflow.durationMs()
                                : (Long) graph.coordination().elapsedMs());
        DeclaredFlags flags = workflow.declared();
        if (flags != null) {
            builder.addWithKnownCount(DECLARED_CONCURRENCY, DECLARED_CONCURRENCY_KNOWN, flags.concurrency())
                    .addWithKnownCount(DECLARED_ITERATIONS, DECLARED_ITERATIONS_KNOWN, flags.iterations());
        }
        if (graph != null) {
            addAnalysis(graph, builder);
            addCoordination(graph.coordination(), builder);
        }
        return builder.build();
    }

    private static void addAnalysis(WorkflowGraph graph, AggregateBuilder builder) {
        builder.increment(ANALYSED)
                .increment(
                        switch (graph.orchestration()) {
                            case SINGLE -> SINGLE;
                            case SUB_AGENT -> SUB_AGENT;
                            case LOOP -> LOOP;
                            case WAVE -> WAVE;
                        });
        graph.concurrency()
                .forEach(level ->
                        builder.add(CONCURRENT_MS, level.agents() * level.ms()).add(CONCURRENCY_MS, level.ms()));
        long repeated = maxPerDelegator(graph, Stage::repeats);
        builder.add(STAGES, DistributionMetric.STAGES, maxPerDelegator(graph, stage -> true))
                .add(REPEATED_STAGES, repeated)
                .record(DistributionMetric.ITERATIONS, 1 + repeated)
                .record(
                        DistributionMetric.PEAK_CONCURRENCY,
                        graph.coordination().peakConcurrency());
    }

    /** The largest number of such stages of one delegator. */
    private static long maxPerDelegator(WorkflowGraph graph, Predicate<Stage> such) {
        Collection<Long> counts = graph.stages().stream()
                .filter(such)
                .collect(Collectors.groupingBy(Stage::delegatorAgentId, Collectors.counting()))
                .values();
        return counts.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static void addCoordination(Coordination coordination, AggregateBuilder builder) {
        builder.add(ANALYSED_MS, coordination.elapsedMs())
                .add(ACTIVE_MS, coordination.activeMs())
                .addPartsPerMillion(SPEED_UP_PPM, SPEED_UP_KNOWN, coordination.speedUp())
                .addPartsPerMillion(
                        PARALLEL_EFFICIENCY_PPM, PARALLEL_EFFICIENCY_KNOWN, coordination.parallelEfficiency())
                .add(CRITICAL_PATH_MS, coordination.criticalPathMs())
                .addPartsPerMillion(
                        DELEGATED_CRITICAL_PPM, DELEGATED_CRITICAL_KNOWN, coordination.delegatedCriticalShare())
                .add(START_DELAY_MS, coordination.startDelayMs())
                .add(RETURN_DELAY_MS, coordination.returnDelayMs())
                .add(PARENT_WAITED_MS, coordination.parentWaitedMs())
                .add(MESSAGES, coordination.messages())
                .add(TRANSFER_CHARS, coordination.dataTransferChars())
                .add(SYNC_POINTS, coordination.syncPoints())
                .add(REPEATED_RUNS, coordination.repeatedRuns())
                .add(RETRIES, coordination.retries())
                .add(FILE_CONFLICTS, coordination.fileConflicts())
                .add(FAILURES, coordination.failures())
                .add(PROPAGATED_FAILURES, coordination.propagatedFailures())
                .add(IMPLEMENTATIONS, coordination.implementations())
                .add(GATED, coordination.gated())
                .add(REWORKED, coordination.reworked())
                .add(GATE_MS, coordination.gateMs())
                .add(TOKENS, DistributionMetric.TOKENS, coordination.tokens())
                .addWithKnownCount(
                        COST_MICRO_USD, COST_KNOWN, DelegationContributions.microUsd(coordination.costUsd()));
        if (coordination.gated() > 0) {
            builder.increment(GATED_WORKFLOWS).add(GATED_ELAPSED_MS, coordination.elapsedMs());
        }
    }
}
