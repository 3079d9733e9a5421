package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.Relations;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the stages of all delegators. */
final class StageClassifier {
    private final WorkflowExecution execution;
    private final DelegationStructure delegations;
    private final OrchestrationClassifier orchestration;
    private final Relations relations;
    private final HandOffIndex handedOn;
    private final RetryDetector retries;

    StageClassifier(
            WorkflowExecution execution,
            DelegationStructure delegations,
            OrchestrationClassifier orchestrations,
            Relations relations,
            HandOffIndex handedOn,
            RetryDetector retries) {
        this.execution = execution;
        this.delegations = delegations;
        this.orchestration = orchestrations;
        this.relations = relations;
        this.handedOn = handedOn;
        this.retries = retries;
    }

    /** All stages in the order of their start. */
    List<Stage> all() {
        List<Stage> all = new ArrayList<>();
        for (String delegator : execution.delegators()) {
            List<List<AgentExecution>> stages = delegations.stages(delegator);
            Set<Integer> repeats = orchestration.repeats(delegator);
            List<@Nullable Integer> iterations = orchestration.iterations(delegator);
            Set<String> before = new HashSet<>();
            for (int i = 0; i < stages.size(); i++) {
                List<AgentExecution> agents = stages.get(i);
                all.add(stage(
                        i + 1, delegator, agents, repeats.contains(i), iterations.get(i), handOffs(before, agents)));
                agents.forEach(agent -> before.add(agent.agentId()));
            }
        }
        all.sort(Comparator.comparingLong(Stage::startedAt)
                .thenComparing(Stage::delegatorAgentId)
                .thenComparingInt(Stage::number));
        return all;
    }

    private Stage stage(
            int number,
            String delegator,
            List<AgentExecution> agents,
            boolean repeats,
            Integer iteration,
            int handOffs) {
        List<Long> tokens = agents.stream()
                .map(AgentExecution::tokens)
                .filter(Objects::nonNull)
                .toList();
        return Stage.builder()
                .number(number)
                .delegatorAgentId(delegator)
                .agentIds(agents.stream().map(AgentExecution::agentId).toList())
                .startedAt(agents.stream()
                        .mapToLong(agent -> agent.firstRunRange().from())
                        .min()
                        .orElse(0))
                .endedAt(
                        agents.stream().allMatch(agent -> agent.state().terminal())
                                ? (Long) agents.stream()
                                        .mapToLong(DelegatorBuilder::end)
                                        .max()
                                        .orElse(0)
                                : null)
                .tokens(
                        tokens.isEmpty()
                                ? null
                                : (Long) tokens.stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                .failures((int) agents.stream().filter(AgentExecution::failed).count())
                .repeats(repeats)
                .iteration(iteration)
                .handOffs(handOffs)
                .rework(rework(agents))
                .build();
    }

    private int handOffs(Set<String> before, List<AgentExecution> agents) {
        return (int) agents.stream()
                .flatMap(agent -> handedOn.to(agent.agentId()).stream())
                .filter(relation -> before.contains(relation.from()))
                .count();
    }

    private int rework(List<AgentExecution> agents) {
        int repeatedRuns = agents.stream()
                .mapToInt(agent -> Math.max(0, agent.runs().size() - 1))
                .sum();
        return repeatedRuns + retries.countIn(agents) + relations.conflicts(agents);
    }
}
