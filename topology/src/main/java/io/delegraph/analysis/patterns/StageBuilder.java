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

/** The stages of everyone who delegates. */
final class StageBuilder {
    private final WorkflowExecution execution;
    private final DelegationStructure delegations;
    private final OrchestrationClassifier orchestration;
    private final Relations relations;
    private final HandOffIndex handedOn;
    private final RetryDetector retries;

    StageBuilder(
            WorkflowExecution episode,
            DelegationStructure delegations,
            OrchestrationClassifier orchestrations,
            Relations relations,
            HandOffIndex handedOn,
            RetryDetector retries) {
        this.execution = episode;
        this.delegations = delegations;
        this.orchestration = orchestrations;
        this.relations = relations;
        this.handedOn = handedOn;
        this.retries = retries;
    }

    /** In order of their start. */
    List<Stage> all() {
        List<Stage> all = new ArrayList<>();
        for (String delegator : execution.delegators()) {
            List<List<AgentExecution>> stages = delegations.stages(delegator);
            Set<Integer> repeats = orchestration.repeats(delegator);
            List<@Nullable Integer> iterations = orchestration.iterations(delegator);
            Set<String> before = new HashSet<>();
            for (int i = 0; i < stages.size(); i++) {
                List<AgentExecution> works = stages.get(i);
                all.add(stage(
                        i + 1, delegator, works, repeats.contains(i), iterations.get(i), handOffs(before, works)));
                works.forEach(work -> before.add(work.agentId()));
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
            List<AgentExecution> works,
            boolean repeats,
            Integer iteration,
            int handOffs) {
        List<Long> tokens = works.stream()
                .map(AgentExecution::tokens)
                .filter(Objects::nonNull)
                .toList();
        return Stage.builder()
                .number(number)
                .delegatorAgentId(delegator)
                .agentIds(works.stream().map(AgentExecution::agentId).toList())
                .startedAt(works.stream()
                        .mapToLong(work -> work.firstRunRange().from())
                        .min()
                        .orElse(0))
                .endedAt(
                        works.stream().allMatch(work -> work.state().terminal())
                                ? (Long) works.stream()
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
                .failures((int) works.stream().filter(AgentExecution::failed).count())
                .repeats(repeats)
                .iteration(iteration)
                .handOffs(handOffs)
                .rework(rework(works))
                .build();
    }

    private int handOffs(Set<String> before, List<AgentExecution> works) {
        return (int) works.stream()
                .flatMap(work -> handedOn.to(work.agentId()).stream())
                .filter(relation -> before.contains(relation.from()))
                .count();
    }

    private int rework(List<AgentExecution> works) {
        int repeatedRuns = works.stream()
                .mapToInt(work -> Math.max(0, work.runs().size() - 1))
                .sum();
        return repeatedRuns + retries.countIn(works) + relations.conflicts(works);
    }
}
