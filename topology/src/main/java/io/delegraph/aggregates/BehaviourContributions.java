package io.delegraph.aggregates;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What agents of each type do, by days: what an ended agent has done, and how an agent that asked for others has used them. The workflow
 * contributes the second, because its graph has an agent with all that it asked for at one moment.
 */
final class BehaviourContributions {
    /** Types of one workflow that are counted separately; its agents seldom have more than a few. */
    private static final int MAX_TYPES = 64;

    private BehaviourContributions() {}

    private record TypeAndDay(String type, long day) implements Comparable<TypeAndDay> {
        @Override
        public int compareTo(TypeAndDay other) {
            int byDay = Long.compare(day, other.day);
            return byDay == 0 ? type.compareTo(other.type) : byDay;
        }
    }

    /** Of an agent that somebody delegated to; empty until it has ended, and when it never started. */
    static Optional<Contribution> of(AgentLifecycle agent, long requestedAt) {
        if (!agent.state().terminal() || agent.runs() == 0) {
            return Optional.empty();
        }
        AggregateBuilder sum = new AggregateBuilder()
                .increment(SumMetric.AGENTS)
                .record(DistributionMetric.TOOL_CALLS, agent.toolCalls())
                .countEach(DistributionMetric.ACTIONS, agent.activity().actions())
                .countEach(DistributionMetric.PATHS, agent.activity().paths())
                .countEach(DistributionMetric.HOSTS, agent.activity().hosts());
        if (agent.agentHierarchyLevel() != null) {
            sum.record(DistributionMetric.LEVEL, agent.agentHierarchyLevel());
        }
        @Nullable AgentContext context = agent.context();
        if (context != null && context.delegationStrategy() != null) {
            sum.countEach(DistributionMetric.STRATEGIES, List.of(context.delegationStrategy()));
        }
        String type = DimensionValues.escapeReserved(agent.agentType(), Dimension.UNKNOWN);
        return Optional.of(
                contribution(agent.source(), new TypeAndDay(type, WindowSize.DAY.startOf(requestedAt)), sum.build()));
    }

    /** Of the agents of a settled workflow that asked for others; the root has no type that others share. */
    static List<Contribution> of(WorkflowSummary workflow, WorkflowGraph graph) {
        Map<String, String> types = new HashMap<>();
        graph.agents()
                .forEach(agent -> types.put(
                        agent.agentId(), DimensionValues.escapeReserved(agent.agentType(), Dimension.UNKNOWN)));
        Map<String, Long> asked = new HashMap<>();
        for (Stage stage : graph.stages()) {
            asked.merge(stage.delegatorAgentId(), stage.startedAt(), Math::min);
        }
        Map<TypeAndDay, Aggregate> sums = new TreeMap<>();
        for (Delegator delegator : graph.delegators()) {
            String type = types.get(delegator.agentId());
            Long at = asked.get(delegator.agentId());
            if (type != null && at != null && !delegator.agentId().equals(ROOT)) {
                sums.merge(new TypeAndDay(type, WindowSize.DAY.startOf(at)), sum(delegator), Aggregate::plus);
            }
        }
        return sums.entrySet().stream()
                .limit(MAX_TYPES)
                .map(entry -> contribution(workflow.source(), entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Aggregate sum(Delegator delegator) {
        return new AggregateBuilder()
                .record(DistributionMetric.FAN_OUT, delegator.children())
                .record(DistributionMetric.OVERLAP, delegator.peakChildren())
                .build();
    }

    private static Contribution contribution(@Nullable String source, TypeAndDay typeAndDay, Aggregate sum) {
        return Contribution.of(
                Subject.BEHAVIOUR,
                source,
                typeAndDay.day,
                new DimensionValues()
                        .putVerbatim(Dimension.AGENT_TYPE, typeAndDay.type)
                        .toMap(),
                sum);
    }
}
