package io.delegraph.aggregates;

import static io.delegraph.aggregates.SumMetric.*;
import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contribution of an agent: its request and, once it has ended, its outcome and its costs. */
public final class DelegationContributions {
    static final String STILL_OPEN = "OPEN";

    private DelegationContributions() {}

    /**
     * The contribution as a delegation and, once the agent has ended, what it has done. None for a stray agent and for a session's root,
     * whose costs count for its workflows: nobody delegated to these.
     */
    public static List<Contribution> all(AgentLifecycle agent) {
        List<Contribution> all = new ArrayList<>();
        of(agent).ifPresent(delegation -> {
            all.add(delegation);
            BehaviourContributions.of(agent, requestedAt(agent)).ifPresent(all::add);
        });
        return all;
    }

    /** Empty for a stray agent and for a session's root. */
    public static Optional<Contribution> of(AgentLifecycle agent) {
        if (agent.agentId().equals(ROOT) || agent.kind() == AgentKind.STRAY) {
            return Optional.empty();
        }
        return Optional.of(
                Contribution.of(Subject.DELEGATION, agent.source(), requestedAt(agent), values(agent), sum(agent)));
    }

    private static long requestedAt(AgentLifecycle agent) {
        if (agent.requestedAt() != null) {
            return agent.requestedAt();
        }
        if (agent.startedAt() != null) {
            return agent.startedAt();
        }
        return agent.endedAt() != null ? agent.endedAt() : agent.lastSeenAt();
    }

    private static Map<Dimension, String> values(AgentLifecycle agent) {
        DimensionValues values = new DimensionValues()
                .put(Dimension.AGENT_TYPE, agent.agentType())
                .put(Dimension.OUTCOME, agent.state().terminal() ? agent.state().name() : STILL_OPEN)
                .put(Dimension.LEVEL, agent.agentHierarchyLevel())
                .put(Dimension.PROJECT, agent.project())
                .put(Dimension.USER, agent.user());
        AgentContext context = agent.context();
        return values.put(Dimension.STRATEGY, context == null ? null : context.delegationStrategy())
                .put(Dimension.ORCHESTRATION, context == null ? null : context.workflowOrchestration())
                .put(Dimension.COORDINATION_PATTERN, context == null ? null : context.coordinationPattern())
                .put(Dimension.EXPECTED_OUTCOME, context == null ? null : context.expectedOutcome())
                .put(Dimension.REASON, context == null ? null : context.delegationReason())
                .toMap();
    }

    private static Aggregate sum(AgentLifecycle agent) {
        AggregateBuilder builder = new AggregateBuilder()
                .increment(DELEGATIONS)
                .increment(
                        switch (agent.state()) {
                            case REQUESTED, ACTIVE, WAITING -> OPEN;
                            case COMPLETED -> COMPLETED;
                            case FAILED -> FAILED;
                            case REFUSED -> REFUSED;
                            case KILLED -> KILLED;
                            case LOST -> LOST;
                        });
        // counters of a running agent change every second and are not final
        return agent.state().terminal() ? addOutcome(agent, builder).build() : builder.build();
    }

    private static AggregateBuilder addOutcome(AgentLifecycle agent, AggregateBuilder builder) {
        builder.add(DURATION_MS, DistributionMetric.DURATION_MS, agent.durationMs())
                .add(TOKENS, DistributionMetric.TOKENS, agent.allTokens())
                .addWithKnownCount(COST_MICRO_USD, COST_KNOWN, microUsd(agent.costUsd()))
                .add(TOOL_CALLS, agent.toolCalls())
                .add(TOOL_FAILURES, agent.toolFailures())
                .add(REPEATED_RUNS, Math.max(0, agent.runs() - 1))
                .add(PERMISSION_REQUESTS, agent.permissionRequests())
                .add(PERMISSION_DENIALS, agent.permissionDenials());
        AgentContext context = agent.context();
        return context == null
                ? builder
                : builder.addPartsPerMillion(EFFICIENCY_PPM, EFFICIENCY_KNOWN, context.efficiency())
                        .add(MESSAGES, context.messageCount())
                        .add(TRANSFER_CHARS, context.dataTransferChars())
                        .add(SYNC_POINTS, context.syncPoints());
    }

    /** Exact, because the dollars of a price list have six decimals. */
    static @Nullable Long microUsd(@Nullable Double dollars) {
        return dollars == null ? null : (Long) Math.round(dollars * 1_000_000);
    }
}
