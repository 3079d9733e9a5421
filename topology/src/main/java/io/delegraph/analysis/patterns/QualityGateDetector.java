package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.Activity;
import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.TimeRange;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.QualityGate;
import io.delegraph.schemas.graph.QualityGate.Rework;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Detects results that were checked after they had been made, whether they were reworked, and the time in which only checks were at work.
 *
 * <pre>
 * maker      ####|
 * another    ##########|
 * validator        ########|
 * added            . . ‾‾‾‾      from the maker's end, without times in which another agent or the root worked
 * </pre>
 */
final class QualityGateDetector {
    private final WorkflowExecution execution;
    private final Map<String, Activity> activities;
    private final DelegationClassifier classifier;
    private final HandOffIndex handOffs;
    private final List<AgentExecution> implementations;
    private final List<QualityGate> gates = new ArrayList<>();
    private final List<TimeRange> addedRanges = new ArrayList<>();

    QualityGateDetector(
            WorkflowExecution execution,
            Map<String, Activity> activities,
            DelegationStructure delegations,
            DelegationClassifier classifier,
            HandOffIndex handedOn) {
        this.execution = execution;
        this.activities = activities;
        this.classifier = classifier;
        this.handOffs = handedOn;
        this.implementations =
                execution.executions().stream().filter(this::implemented).toList();
        ValidatorFinder checks = new ValidatorFinder(execution, delegations, classifier, handedOn);
        implementations.forEach(agent -> {
            ValidatorFinder.ValidationResult check = checks.find(agent);
            if (!check.validators().isEmpty()) {
                gates.add(gate(agent, check));
            }
        });
    }

    /** Number of completed delegations that should make or change something. */
    int implementations() {
        return implementations.size();
    }

    /** All gates in the order of the agents. */
    List<QualityGate> all() {
        return List.copyOf(gates);
    }

    int reworked() {
        return (int) gates.stream().filter(gate -> !gate.rework().isEmpty()).count();
    }

    /** Time during which several gates were active counts once. */
    long addedMs() {
        return TimeRange.totalMs(TimeRange.union(addedRanges));
    }

    private boolean implemented(AgentExecution agent) {
        return !agent.isRoot()
                && ValidatorFinder.completedOnce(agent)
                && classifier.expectedOutcome(agent).value() == ExpectedOutcome.IMPLEMENTATION;
    }

    private QualityGate gate(AgentExecution agent, ValidatorFinder.ValidationResult check) {
        Set<String> validators =
                check.validators().stream().map(AgentExecution::agentId).collect(Collectors.toSet());
        TimeRange time = new TimeRange(
                ValidatorFinder.end(agent),
                ValidatorFinder.end(check.validators().getLast()));
        List<TimeRange> only = onlyValidated(TimeRange.clip(List.of(time), execution.span()), validators);
        addedRanges.addAll(only);
        return new QualityGate(
                agent.agentId(),
                check.validators().stream().map(AgentExecution::agentId).toList(),
                check.evidence(),
                rework(agent, check.validators(), validators),
                TimeRange.totalMs(only));
    }

    /** The part of the time in which no other agent was at work; a validator has no children, otherwise it would coordinate. */
    private List<TimeRange> onlyValidated(List<TimeRange> time, Set<String> validators) {
        List<TimeRange> others = new ArrayList<>();
        for (AgentExecution other : execution.executions()) {
            if (!validators.contains(other.agentId())) {
                time.forEach(span -> others.addAll(TimeRange.clip(
                        Objects.requireNonNull(activities.get(other.agentId()), "every agent has its activity")
                                .work(),
                        span)));
            }
        }
        return TimeRange.subtract(TimeRange.union(time), TimeRange.union(others));
    }

    private List<Rework> rework(AgentExecution agent, List<AgentExecution> checkedBy, Set<String> validators) {
        Set<Rework> rework = EnumSet.noneOf(Rework.class);
        long checked = ValidatorFinder.end(checkedBy.getFirst());
        boolean handedBack = checkedBy.stream()
                .flatMap(validator -> handOffs.from(validator.agentId()).stream())
                .map(relation -> execution.execution(relation.to()))
                .anyMatch(next -> classifier.expectedOutcome(next).value() == ExpectedOutcome.IMPLEMENTATION);
        if (handedBack) {
            rework.add(Rework.HAND_OFF);
        }
        if (agent.runs().stream().anyMatch(run -> run.from() >= checked)) {
            rework.add(Rework.RUN);
        }
        Set<String> files = agent.files().stream()
                .filter(use -> use.wrote() && use.at() <= checked)
                .map(AgentExecution.FileUse::file)
                .collect(Collectors.toSet());
        boolean rewritten = execution.executions().stream()
                .filter(other -> !validators.contains(other.agentId()))
                .flatMap(other -> other.files().stream())
                .anyMatch(use -> use.wrote() && use.at() > checked && files.contains(use.file()));
        if (rewritten) {
            rework.add(Rework.FILE);
        }
        return List.copyOf(rework);
    }
}
