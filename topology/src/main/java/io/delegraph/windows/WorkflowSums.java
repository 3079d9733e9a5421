package io.delegraph.windows;

import static io.delegraph.windows.Amount.*;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a workflow itself adds: that its prompt was given, and, once it has settled, what came of it. */
final class WorkflowSums {
    private WorkflowSums() {}

    static Aggregate of(WorkflowSummary workflow) {
        Tally tally = new Tally().one(WORKFLOWS);
        if (!workflow.settled()) {
            return tally.one(OPEN).sum();
        }
        WorkflowGraph graph = workflow.graph();
        tally.one(Prompted.outcome(workflow).equals("CLEAN") ? CLEAN : WITH_FAILURES)
                .add(
                        AGENTS,
                        workflow.agents().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .add(TOOL_CALLS, workflow.toolCalls())
                .add(TOOL_FAILURES, workflow.toolFailures())
                .add(
                        ELAPSED_MS,
                        Measure.ELAPSED_MS,
                        graph == null
                                ? workflow.durationMs()
                                : (Long) graph.coordination().elapsedMs());
        DeclaredFlags flags = workflow.declared();
        if (flags != null) {
            tally.known(DECLARED_CONCURRENCY, DECLARED_CONCURRENCY_KNOWN, flags.concurrency())
                    .known(DECLARED_ITERATIONS, DECLARED_ITERATIONS_KNOWN, flags.iterations());
        }
        if (graph != null) {
            analysed(graph, tally);
            coordination(graph.coordination(), tally);
        }
        return tally.sum();
    }

    private static void analysed(WorkflowGraph graph, Tally tally) {
        tally.one(ANALYSED)
                .one(
                        switch (graph.orchestration()) {
                            case SINGLE -> SINGLE;
                            case SUB_AGENT -> SUB_AGENT;
                            case LOOP -> LOOP;
                            case WAVE -> WAVE;
                        });
        graph.concurrency()
                .forEach(level ->
                        tally.add(CONCURRENT_MS, level.agents() * level.ms()).add(CONCURRENCY_MS, level.ms()));
        long repeated = mostOfOne(graph, Stage::repeats);
        tally.add(STAGES, Measure.STAGES, mostOfOne(graph, stage -> true))
                .add(REPEATED_STAGES, repeated)
                .measure(Measure.ITERATIONS, 1 + repeated)
                .measure(Measure.PEAK_CONCURRENCY, graph.coordination().peakConcurrency());
    }

    /** So many such stages has the delegator that has most of them. */
    private static long mostOfOne(WorkflowGraph graph, Predicate<Stage> such) {
        Collection<Long> counts = graph.stages().stream()
                .filter(such)
                .collect(Collectors.groupingBy(Stage::delegatorAgentId, Collectors.counting()))
                .values();
        return counts.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static void coordination(Coordination it, Tally tally) {
        tally.add(ANALYSED_MS, it.elapsedMs())
                .add(ACTIVE_MS, it.activeMs())
                .millionths(SPEED_UP_PPM, SPEED_UP_KNOWN, it.speedUp())
                .millionths(PARALLEL_EFFICIENCY_PPM, PARALLEL_EFFICIENCY_KNOWN, it.parallelEfficiency())
                .add(CRITICAL_PATH_MS, it.criticalPathMs())
                .millionths(DELEGATED_CRITICAL_PPM, DELEGATED_CRITICAL_KNOWN, it.delegatedCriticalShare())
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
                .add(TOKENS, Measure.TOKENS, it.tokens())
                .known(COST_MICRO_USD, COST_KNOWN, Delegations.micro(it.costUsd()));
        if (it.gated() > 0) {
            tally.one(GATED_WORKFLOWS).add(GATED_ELAPSED_MS, it.elapsedMs());
        }
    }
}
