package io.delegraph.aggregates;

import static io.delegraph.aggregates.SumMetric.*;

import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Contributions of the stages of a wave and the iterations of a loop, each compared with the previous one. Only one agent of a workflow
 * contributes: the one with the most stages of several agents, or the most iterations.
 */
final class StageContributions {
    /** Stages with this number and above are counted together. */
    private static final int FIRST_MERGED_NUMBER = 8;

    private StageContributions() {}

    /** A stage of a wave, or all stages of an iteration of a loop. */
    private record StageGroup(int number, List<Stage> stages) {
        long ms() {
            return stages.stream().mapToLong(Stage::endedAt).max().orElseThrow() - startedAt(stages);
        }

        @Nullable
        Long tokens() {
            List<Long> knownTokens =
                    stages.stream().map(Stage::tokens).filter(Objects::nonNull).toList();
            return knownTokens.isEmpty()
                    ? null
                    : (Long) knownTokens.stream().mapToLong(Long::longValue).sum();
        }

        int failures() {
            return stages.stream().mapToInt(Stage::failures).sum();
        }

        int rework() {
            return stages.stream().mapToInt(Stage::rework).sum();
        }

        String name() {
            return number < FIRST_MERGED_NUMBER ? Integer.toString(number) : FIRST_MERGED_NUMBER + "+";
        }
    }

    /**
     * The contributions of a settled workflow with a graph; none when the graph is neither a wave nor a loop, or is older than the settled
     * state.
     */
    static List<Contribution> of(WorkflowSummary workflow, WorkflowGraph graph, long at) {
        List<StageGroup> steps = stageGroups(graph);
        if (steps.stream().flatMap(step -> step.stages.stream()).anyMatch(stage -> stage.endedAt() == null)) {
            return List.of();
        }
        Map<String, Aggregate> sums = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            sums.merge(steps.get(i).name(), sum(steps.get(i), i == 0 ? null : steps.get(i - 1)), Aggregate::plus);
        }
        return sums.entrySet().stream()
                .map(entry -> Contribution.of(
                        Subject.STAGE,
                        workflow.source(),
                        at,
                        new DimensionValues()
                                .put(Dimension.ORCHESTRATION, graph.orchestration())
                                .put(Dimension.STAGE, entry.getKey())
                                .toMap(),
                        entry.getValue()))
                .toList();
    }

    private static List<StageGroup> stageGroups(WorkflowGraph graph) {
        Collection<List<Stage>> byDelegator = graph.stages().stream()
                .collect(Collectors.groupingBy(Stage::delegatorAgentId, TreeMap::new, Collectors.toList()))
                .values();
        boolean wave = graph.orchestration() == WorkflowOrchestration.WAVE;
        if (!wave && graph.orchestration() != WorkflowOrchestration.LOOP) {
            return List.of();
        }
        return byDelegator.stream()
                .max(Comparator.comparingLong(
                                (List<Stage> stages) -> wave ? multiAgentStages(stages) : iterations(stages))
                        .thenComparing(List::size)
                        .thenComparing(StageContributions::startedAt, Comparator.reverseOrder()))
                .map(stages -> stageGroups(stages, wave))
                .orElse(List.of());
    }

    private static List<StageGroup> stageGroups(List<Stage> stages, boolean wave) {
        Map<Integer, List<Stage>> steps = new TreeMap<>();
        stages.stream()
                .filter(stage -> wave || stage.iteration() != null)
                .forEach(stage -> steps.computeIfAbsent(
                                wave ? (Integer) stage.number() : stage.iteration(), number -> new ArrayList<>())
                        .add(stage));
        return steps.entrySet().stream()
                .map(step -> new StageGroup(step.getKey(), step.getValue()))
                .toList();
    }

    private static long multiAgentStages(List<Stage> stages) {
        return stages.stream().filter(stage -> stage.agentIds().size() > 1).count();
    }

    private static long iterations(List<Stage> stages) {
        return stages.stream()
                .map(Stage::iteration)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static long startedAt(List<Stage> stages) {
        return stages.stream().mapToLong(Stage::startedAt).min().orElseThrow();
    }

    /** The aggregate of a stage; {@code before} is null for the first. */
    private static Aggregate sum(StageGroup step, @Nullable StageGroup before) {
        AggregateBuilder builder = new AggregateBuilder()
                .increment(STAGES)
                .add(DURATION_MS, DistributionMetric.DURATION_MS, step.ms())
                .add(TOKENS, DistributionMetric.TOKENS, step.tokens())
                .add(FAILURES, step.failures())
                .add(REWORK, step.rework());
        for (Stage stage : step.stages) {
            builder.add(AGENTS, stage.agentIds().size()).add(HAND_OFFS, stage.handOffs());
        }
        return (before == null ? builder : addDifference(step, before, builder)).build();
    }

    private static AggregateBuilder addDifference(StageGroup step, StageGroup before, AggregateBuilder builder) {
        long time = AggregateBuilder.milliLog(step.ms()) - AggregateBuilder.milliLog(before.ms());
        builder.increment(WITH_BEFORE)
                .add(BEFORE_FAILURES, before.failures())
                .add(BEFORE_REWORK, before.rework())
                .add(DURATION_LOG_RATIO, time)
                .add(DURATION_LOG_RATIO_SQUARED, time * time);
        if (step.tokens() == null || before.tokens() == null) {
            return builder;
        }
        long tokens = AggregateBuilder.milliLog(step.tokens()) - AggregateBuilder.milliLog(before.tokens());
        return builder.increment(TOKENS_WITH_BEFORE)
                .add(TOKENS_LOG_RATIO, tokens)
                .add(TOKENS_LOG_RATIO_SQUARED, tokens * tokens);
    }
}
