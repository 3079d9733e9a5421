package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the agents that checked the result of another one: agents that continue from it to judge it, else those of the next stage that
 * judge nothing else.
 */
final class ValidatorFinder {
    private static final Comparator<AgentExecution> BY_END =
            Comparator.comparingLong(ValidatorFinder::end).thenComparing(AgentExecution::agentId);

    private final WorkflowExecution execution;
    private final DelegationStructure delegations;
    private final DelegationClassifier classifier;
    private final HandOffIndex handOffs;
    private final Map<String, Map<String, List<AgentExecution>>> nextStages = new HashMap<>();

    /**
     * The check of one agent's result.
     *
     * @param validators by their end; empty when nobody checked it
     */
    record ValidationResult(List<AgentExecution> validators, List<Evidence> evidence) {}

    ValidatorFinder(
            WorkflowExecution execution,
            DelegationStructure delegations,
            DelegationClassifier classifier,
            HandOffIndex handedOn) {
        this.execution = execution;
        this.delegations = delegations;
        this.classifier = classifier;
        this.handOffs = handedOn;
    }

    /** Whether it completed at least once; an agent that was resumed did so before. */
    static boolean completedOnce(AgentExecution agent) {
        return agent.state() == AgentState.COMPLETED || agent.runs().size() > 1;
    }

    /** The end of its first run, because later runs have other tasks. */
    static long end(AgentExecution agent) {
        return agent.firstRunRange().to();
    }

    ValidationResult find(AgentExecution made) {
        List<AgentExecution> validators = new ArrayList<>();
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        for (Relation relation : handOffs.from(made.agentId())) {
            AgentExecution to = execution.known(relation.to());
            if (validates(to)) {
                validators.add(to);
                evidence.addAll(relation.evidence());
            }
        }
        if (validators.isEmpty()) {
            nextStage(made).stream()
                    .filter(next ->
                            validates(next) && end(made) <= next.firstRunRange().from() && validatesNothingElse(next))
                    .forEach(validators::add);
            evidence.add(Evidence.STRUCTURE);
        }
        validators.sort(BY_END);
        return new ValidationResult(validators, List.copyOf(evidence));
    }

    private boolean validates(AgentExecution agent) {
        return completedOnce(agent) && classifier.expectedOutcome(agent).value() == ExpectedOutcome.VALIDATION;
    }

    private boolean validatesNothingElse(AgentExecution validator) {
        return handOffs.to(validator.agentId()).stream()
                .map(relation -> execution.known(relation.from()))
                .noneMatch(from -> classifier.expectedOutcome(from).value() == ExpectedOutcome.IMPLEMENTATION);
    }

    /** The stage after an agent's, of awaited agents. */
    private List<AgentExecution> nextStage(AgentExecution made) {
        return made.parentId() == null
                ? List.of()
                : nextStages.computeIfAbsent(made.parentId(), this::nextStages).getOrDefault(made.agentId(), List.of());
    }

    /** The stage after that of each child of an agent. */
    private Map<String, List<AgentExecution>> nextStages(String delegator) {
        Map<String, List<AgentExecution>> all = new HashMap<>();
        List<AgentExecution> before = List.of();
        for (List<AgentExecution> stage : delegations.stages(delegator)) {
            if (stage.getFirst().awaited()) {
                before.forEach(agent -> all.put(agent.agentId(), stage));
                before = stage;
            }
        }
        return all;
    }
}
