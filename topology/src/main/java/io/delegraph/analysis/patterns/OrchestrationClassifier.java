package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Classifies the orchestration of a workflow: wave, loop, sub-agents or single; and finds the stages that repeat another. */
final class OrchestrationClassifier {
    private final WorkflowExecution execution;
    private final DelegationStructure delegations;
    private final DelegationClassifier classifier;
    private final PatternRules rules;
    private final RepeatedTaskRule tasks;

    OrchestrationClassifier(
            WorkflowExecution execution,
            DelegationStructure delegations,
            DelegationClassifier classifier,
            PatternRules rules) {
        this.classifier = classifier;
        this.execution = execution;
        this.delegations = delegations;
        this.rules = rules;
        this.tasks = new RepeatedTaskRule(execution, classifier, rules);
    }

    WorkflowOrchestration orchestration() {
        List<String> delegators = execution.delegators();
        if (delegators.isEmpty()) {
            return WorkflowOrchestration.SINGLE;
        }
        if (delegators.stream().anyMatch(this::wave)) {
            return WorkflowOrchestration.WAVE;
        }
        boolean resumed = execution.executions().stream()
                .anyMatch(agent -> !agent.isRoot()
                        && agent.resumes().size() >= rules.loop().resumes());
        return resumed || delegators.stream().anyMatch(id -> !repeats(id).isEmpty())
                ? WorkflowOrchestration.LOOP
                : WorkflowOrchestration.SUB_AGENT;
    }

    private boolean wave(String delegator) {
        List<List<AgentExecution>> stages = delegations.stages(delegator).stream()
                .filter(stage -> stage.getFirst().awaited())
                .toList();
        return stages.stream()
                        .filter(stage -> stage.size() >= rules.wave().agents())
                        .count()
                >= rules.wave().stages();
    }

    /** The agent's stages that repeat an earlier one, as indexes in {@link DelegationStructure#stages}; empty without a loop. */
    Set<Integer> repeats(String delegator) {
        List<List<AgentExecution>> stages = delegations.stages(delegator);
        Set<Integer> repeats = new HashSet<>();
        findRepeatedSequences(stages, 1, rules.loop().repeats(), repeats);
        findRepeatedSequences(stages, 2, 2 * rules.loop().rounds(), repeats);
        findMakerCheckerRounds(stages, repeats);
        return repeats;
    }

    /** The round of the loop that each of an agent's stages belongs to; null outside of it. */
    List<@Nullable Integer> iterations(String delegator) {
        return new LoopIterations(delegations.stages(delegator), repeats(delegator), classifier).all();
    }

    private static List<Integer> rounds(Map<String, List<Integer>> made, String type) {
        return Objects.requireNonNull(made.get(type), "something was made before it is checked");
    }

    /** Finds rounds in which something is made and then checked by any number of agents, always made by an agent of the same type. */
    private void findMakerCheckerRounds(List<List<AgentExecution>> stages, Set<Integer> repeats) {
        Map<String, List<Integer>> made = new HashMap<>();
        Map<String, Set<Integer>> checked = new HashMap<>();
        String maker = null;
        for (int at = 0; at < stages.size(); at++) {
            AgentExecution agent = stages.get(at).getFirst();
            ExpectedOutcome outcome = classifier.expectedOutcome(agent).value();
            if (stages.get(at).size() == 1 && outcome == ExpectedOutcome.IMPLEMENTATION) {
                maker = type(stages, at);
                made.computeIfAbsent(maker, type -> new ArrayList<>()).add(at);
            } else if (maker != null && outcome == ExpectedOutcome.VALIDATION) {
                checked.computeIfAbsent(maker, type -> new HashSet<>())
                        .add(rounds(made, maker).getLast());
            }
        }
        checked.forEach((type, rounds) -> {
            if (rounds.size() >= rules.loop().rounds()) {
                repeats.addAll(rounds(made, type).subList(1, rounds(made, type).size()));
            }
        });
    }

    private void findRepeatedSequences(List<List<AgentExecution>> stages, int period, int least, Set<Integer> repeats) {
        int from = 0;
        while (from < stages.size()) {
            int to = findRepeatedSequence(stages, from, period, least, repeats);
            // a sequence that begins within this one is part of it, unless it begins in its last period
            from = Math.max(from + 1, to - period + 1);
        }
    }

    /** The end of the sequence that begins there: stages of one agent each, in which every one repeats the one {@code period} earlier. */
    private int findRepeatedSequence(
            List<List<AgentExecution>> stages, int from, int period, int least, Set<Integer> repeats) {
        int to = from;
        while (to < stages.size()
                && stages.get(to).size() == 1
                && (to - from < period
                        || tasks.repeats(
                                stages.get(to - period).getFirst(),
                                stages.get(to).getFirst()))) {
            to++;
        }
        boolean distinct = period == 1
                || IntStream.range(from, Math.min(from + period, stages.size()))
                                .mapToObj(at -> type(stages, at))
                                .distinct()
                                .count()
                        > 1;
        if (to - from >= least && distinct) {
            for (int stage = from + period; stage < to; stage++) {
                repeats.add(stage);
            }
        }
        return to;
    }

    /** The type of the first agent of a stage; empty when unknown. */
    static String type(List<List<AgentExecution>> stages, int at) {
        String type = stages.get(at).getFirst().type();
        return type == null ? "" : type;
    }
}
