package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.Activity;
import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.Delegator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Builds the delegators of a workflow, with the imbalance of their children. */
final class DelegatorBuilder {
    private final WorkflowExecution execution;
    private final Map<String, Activity> activities;
    private final DelegationStructure delegations;

    DelegatorBuilder(WorkflowExecution execution, Map<String, Activity> activities, DelegationStructure delegations) {
        this.execution = execution;
        this.activities = activities;
        this.delegations = delegations;
    }

    List<Delegator> delegators() {
        return execution.delegators().stream().map(this::delegator).toList();
    }

    private Delegator delegator(String agentId) {
        List<AgentExecution> children = execution.children(agentId);
        long idle = 0;
        long saved = 0;
        for (List<AgentExecution> stage : delegations.stages(agentId)) {
            long end = stage.stream().mapToLong(DelegatorBuilder::end).max().orElse(0);
            idle += stage.stream().mapToLong(agent -> end - end(agent)).sum();
            long longest = stage.stream().mapToLong(this::activeMs).max().orElse(0);
            saved += longest
                    - (long) Math.ceil(
                            stage.stream().mapToLong(this::activeMs).average().orElse(0));
        }
        return new Delegator(
                agentId,
                Objects.requireNonNull(delegations.strategy(agentId), "whoever delegates does it somehow"),
                delegations.orchestrates(agentId),
                children.size(),
                delegations.peakChildren(agentId),
                imbalance(children.stream().map(this::activeMs).toList()),
                imbalance(children.stream()
                        .map(AgentExecution::tokens)
                        .filter(Objects::nonNull)
                        .toList()),
                idle,
                saved);
    }

    /** The end of its first run, because an agent that is resumed later does not delay its stage. */
    static long end(AgentExecution agent) {
        return agent.firstRunRange().to();
    }

    private long activeMs(AgentExecution agent) {
        return Objects.requireNonNull(activities.get(agent.agentId()), "every agent has its activity")
                .workMs();
    }

    /** The maximum divided by the mean; null for fewer than two, and when all are zero. */
    private static @Nullable Double imbalance(List<Long> amounts) {
        OptionalDouble mean = amounts.stream().mapToLong(Long::longValue).average();
        if (amounts.size() < 2 || mean.orElse(0) == 0) {
            return null;
        }
        long most = amounts.stream().mapToLong(Long::longValue).max().orElse(0);
        return CoordinationMetrics.roundToThousandths(most / mean.getAsDouble());
    }
}
