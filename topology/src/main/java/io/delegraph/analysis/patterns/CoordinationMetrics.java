package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.Activity;
import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.Concurrency;
import io.delegraph.analysis.graph.Relations;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Segment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Computes the coordination metrics of a workflow. */
final class CoordinationMetrics {
    private final WorkflowExecution execution;
    private final Map<String, Activity> activities;
    private final Relations relations;
    private final RetryDetector retries;
    private final QualityGateDetector gates;
    private final List<AgentExecution> agents;

    CoordinationMetrics(
            WorkflowExecution execution,
            Map<String, Activity> activities,
            Relations relations,
            RetryDetector retries,
            QualityGateDetector gates) {
        this.execution = execution;
        this.activities = activities;
        this.relations = relations;
        this.retries = retries;
        this.gates = gates;
        this.agents =
                execution.executions().stream().filter(agent -> !agent.isRoot()).toList();
    }

    Coordination compute(Concurrency concurrency, long criticalPathMs, List<Segment> criticalPath) {
        long elapsed = execution.span().lengthMs();
        long active = activities.values().stream().mapToLong(Activity::workMs).sum();
        Double speedUp = elapsed == 0 ? null : (Double) roundToThousandths((double) active / elapsed);
        long delegated = criticalPath.stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORK
                        && !segment.agentId().equals(AgentId.ROOT))
                .mapToLong(segment -> segment.to() - segment.from())
                .sum();
        List<Long> tokens = agents.stream()
                .map(AgentExecution::tokens)
                .filter(Objects::nonNull)
                .toList();
        List<BigDecimal> costs = agents.stream()
                .map(AgentExecution::costUsd)
                .filter(Objects::nonNull)
                .map(BigDecimal::valueOf)
                .toList();
        return Coordination.builder()
                .elapsedMs(elapsed)
                .activeMs(active)
                .speedUp(speedUp)
                .peakConcurrency(concurrency.peak())
                .parallelEfficiency(
                        speedUp == null || concurrency.peak() == 0
                                ? null
                                : (Double)
                                        roundToThousandths(Math.min(1, (double) active / elapsed / concurrency.peak())))
                .criticalPathMs(criticalPathMs)
                .delegatedCriticalShare(
                        criticalPathMs == 0 ? null : (Double) roundToThousandths((double) delegated / criticalPathMs))
                .startDelayMs(agents.stream()
                        .filter(agent ->
                                agent.requestedAt() != null && !agent.runs().isEmpty())
                        .mapToLong(agent -> Math.max(0, agent.from() - agent.requestedAt()))
                        .sum())
                .returnDelayMs(agents.stream()
                        .filter(agent ->
                                agent.answeredAt() != null && !agent.runs().isEmpty())
                        .mapToLong(agent -> Math.max(
                                0, agent.answeredAt() - agent.runs().getFirst().to()))
                        .sum())
                .parentWaitedMs(activities.values().stream()
                        .mapToLong(Activity::waitingMs)
                        .sum())
                .fanOut(execution.delegators().stream()
                        .mapToInt(id -> execution.children(id).size())
                        .max()
                        .orElse(0))
                .depth(agents.stream()
                        .map(AgentExecution::level)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0))
                .messages(agents.stream()
                                .mapToInt(AgentExecution::parentMessageCount)
                                .sum()
                        + execution.executions().stream()
                                .mapToInt(agent -> agent.messages().size())
                                .sum())
                .dataTransferChars(transferred())
                .syncPoints(activities.values().stream()
                        .mapToInt(activity -> activity.waiting().size())
                        .sum())
                .repeatedRuns(agents.stream()
                        .mapToInt(agent -> Math.max(0, agent.runs().size() - 1))
                        .sum())
                .retries(retries.countIn(agents))
                .fileConflicts(relations.conflicts(agents))
                .failures((int) agents.stream().filter(AgentExecution::failed).count())
                .propagatedFailures(propagatedFailures())
                .implementations(gates.implementations())
                .gated(gates.all().size())
                .reworked(gates.reworked())
                .gateMs(gates.addedMs())
                .tokens(
                        tokens.isEmpty()
                                ? null
                                : (Long) tokens.stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                .tokensKnownOf(tokens.size())
                .costUsd(
                        costs.isEmpty()
                                ? null
                                : (Double) costs.stream()
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .doubleValue())
                .build();
    }

    /** Rounds to three decimals; further digits are noise of the clock. */
    static double roundToThousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private long transferred() {
        long sum = 0;
        for (AgentExecution agent : execution.executions()) {
            sum += agent.promptChars() == null ? 0 : agent.promptChars();
            sum += agent.resultChars() == null ? 0 : agent.resultChars();
            for (AgentExecution.Message message : agent.messages()) {
                sum += message.chars() == null ? 0 : message.chars();
            }
        }
        return sum;
    }

    private int propagatedFailures() {
        return (int) agents.stream()
                .filter(AgentExecution::failed)
                .filter(agent -> {
                    AgentExecution parent = agent.parentId() == null ? null : execution.execution(agent.parentId());
                    return parent != null && !parent.isRoot() && parent.failed() && parent.to() >= agent.to();
                })
                .count();
    }
}
