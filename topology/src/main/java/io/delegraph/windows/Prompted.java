package io.delegraph.windows;

import static io.delegraph.windows.Amount.*;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a workflow contributes: that its prompt was given, and, once it has settled, how its agents worked together. */
public final class Prompted {
    private static final String ROOT = "root";
    private static final Set<AgentState> UNCLEAN =
            EnumSet.of(AgentState.FAILED, AgentState.REFUSED, AgentState.KILLED, AgentState.LOST);

    private Prompted() {}

    /**
     * The workflow's own, and one for each type in it. None while no time is known of it: its prompt was not seen, and nothing was
     * analysed or has ended.
     */
    public static List<Contribution> of(WorkflowSummary workflow) {
        List<Contribution> contributions = new ArrayList<>();
        givenAt(workflow).ifPresent(at -> {
            contributions.add(
                    Contribution.of(Subject.WORKFLOW, workflow.source(), at, values(workflow), sum(workflow)));
            if (workflow.settled() && workflow.graph() != null) {
                workflow.graph().types().forEach(part -> contributions.add(part(workflow, at, part)));
            }
        });
        return contributions;
    }

    private static Contribution part(WorkflowSummary workflow, long at, TypePart part) {
        Map<Dimension, String> values = new Values()
                .put(Dimension.AGENT_TYPE, part.agentType())
                .put(Dimension.PROJECT, workflow.project())
                .map();
        Aggregate sum = new Tally()
                .one(WORKFLOWS)
                .add(AGENTS, part.agents())
                .add(ACTIVE_MS, part.activeMs())
                .add(CRITICAL_MS, part.criticalMs())
                .add(HALF_TIME_SAVES_MS, part.halfTimeSavesMs())
                .sum();
        return Contribution.of(Subject.PART, workflow.source(), at, values, sum);
    }

    private static Optional<Long> givenAt(WorkflowSummary workflow) {
        if (workflow.startedAt() != null) {
            return Optional.of(workflow.startedAt());
        }
        Optional<Long> asked = workflow.graph() == null
                ? Optional.empty()
                : workflow.graph().stages().stream().map(Stage::startedAt).min(Long::compare);
        return asked.or(() -> Optional.ofNullable(workflow.endedAt()));
    }

    private static Map<Dimension, String> values(WorkflowSummary workflow) {
        Values values = new Values()
                .put(Dimension.OUTCOME, outcome(workflow))
                .put(Dimension.PROJECT, workflow.project())
                .put(Dimension.USER, workflow.user());
        WorkflowGraph graph = workflow.graph();
        values.put(Dimension.ORCHESTRATION, graph == null ? null : graph.orchestration())
                .put(Dimension.STRATEGY, graph == null ? null : strategy(graph));
        DeclaredFlags flags = workflow.declared();
        return values.put(Dimension.DECLARED, anything(flags) ? "declared" : Dimension.UNDECLARED)
                .put(Dimension.DECLARED_DELEGATE, said(flags, DeclaredFlags::delegate), Dimension.UNDECLARED)
                .put(Dimension.DECLARED_CONCURRENCY, said(flags, DeclaredFlags::concurrency), Dimension.UNDECLARED)
                .put(Dimension.DECLARED_WAVE_MODE, said(flags, DeclaredFlags::waveMode), Dimension.UNDECLARED)
                .put(Dimension.DECLARED_WAVE_STRATEGY, said(flags, DeclaredFlags::waveStrategy), Dimension.UNDECLARED)
                .put(Dimension.DECLARED_LOOP, said(flags, DeclaredFlags::loop), Dimension.UNDECLARED)
                .map();
    }

    private static Object said(DeclaredFlags flags, Function<DeclaredFlags, ?> flag) {
        return flags == null ? null : flag.apply(flags);
    }

    private static boolean anything(DeclaredFlags flags) {
        return flags != null
                && !flags.equals(new DeclaredFlags(
                        flags.command(), null, null, null, null, null, null, null, null, null, flags.invalid()));
    }

    private static String outcome(WorkflowSummary workflow) {
        if (!workflow.settled()) {
            return Delegations.STILL_OPEN;
        }
        return workflow.agents().keySet().stream().anyMatch(UNCLEAN::contains) ? "WITH_FAILURES" : "CLEAN";
    }

    /** The root's; {@code none} when it does not delegate. */
    private static Object strategy(WorkflowGraph graph) {
        return graph.delegators().stream()
                .filter(delegator -> delegator.agentId().equals(ROOT))
                .map(Delegator::strategy)
                .filter(Objects::nonNull)
                .findFirst()
                .<Object>map(Function.identity())
                .orElse("none");
    }

    private static Aggregate sum(WorkflowSummary workflow) {
        Tally tally = new Tally().one(WORKFLOWS);
        if (!workflow.settled()) {
            return tally.one(OPEN).sum();
        }
        WorkflowGraph graph = workflow.graph();
        tally.one(outcome(workflow).equals("CLEAN") ? CLEAN : WITH_FAILURES)
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
                .add(TOKENS, Measure.TOKENS, it.tokens())
                .known(COST_MICRO_USD, COST_KNOWN, Delegations.micro(it.costUsd()));
    }
}
