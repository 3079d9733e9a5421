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

/** What a workflow itself adds: that its prompt was given, and, once it has settled, what came of it. */
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

    /** So many such stages has the delegator that has most of them. */
    private static long maxPerDelegator(WorkflowGraph graph, Predicate<Stage> such) {
        Collection<Long> counts = graph.stages().stream()
                .filter(such)
                .collect(Collectors.groupingBy(Stage::delegatorAgentId, Collectors.counting()))
                .values();
        return counts.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static void addCoordination(Coordination it, AggregateBuilder builder) {
        builder.add(ANALYSED_MS, it.elapsedMs())
                .add(ACTIVE_MS, it.activeMs())
                .addPartsPerMillion(SPEED_UP_PPM, SPEED_UP_KNOWN, it.speedUp())
                .addPartsPerMillion(PARALLEL_EFFICIENCY_PPM, PARALLEL_EFFICIENCY_KNOWN, it.parallelEfficiency())
                .add(CRITICAL_PATH_MS, it.criticalPathMs())
                .addPartsPerMillion(DELEGATED_CRITICAL_PPM, DELEGATED_CRITICAL_KNOWN, it.delegatedCriticalShare())
                .add(START_DELAY_MS, it.startDelayMs())
                .add(RETURN_DELAY_MS, it.returnDelayMs())
                .add(PARENT_WAITED_MS, it.parentWaitedMs())
                .add(MESSAGES, it.messages())
                .add(TRANSFER_CHARS, it.dataTransferChars())
                .add(SYNC_POINTS, it.syncPoints())
                .add(REPEATED_RUNS, it.repeatedRuns())
                .add(RETRIES, it.retries())
                .add(FILE_CONFLICTS, it.fileConflicts())
                .add(FAILURES, it.failures())
                .add(PROPAGATED_FAILURES, it.propagatedFailures())
                .add(IMPLEMENTATIONS, it.implementations())
                .add(GATED, it.gated())
                .add(REWORKED, it.reworked())
                .add(GATE_MS, it.gateMs())
                .add(TOKENS, DistributionMetric.TOKENS, it.tokens())
                .addWithKnownCount(COST_MICRO_USD, COST_KNOWN, DelegationContributions.microUsd(it.costUsd()));
        if (it.gated() > 0) {
            builder.increment(GATED_WORKFLOWS).add(GATED_ELAPSED_MS, it.elapsedMs());
        }
    }
}
