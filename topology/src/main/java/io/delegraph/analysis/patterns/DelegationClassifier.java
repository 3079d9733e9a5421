package io.delegraph.analysis.patterns;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.Relations;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.ResourceAllocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Classifies one delegation by expected outcome, reason, coordination and size, each with its reason. */
final class DelegationClassifier {
    private final WorkflowExecution execution;
    private final DelegationStructure delegations;
    private final PatternRules rules;
    private final AgentTypeRegistry types;
    private final Map<String, Classification<ExpectedOutcome>> outcomes = new HashMap<>();

    DelegationClassifier(
            WorkflowExecution execution, DelegationStructure delegations, PatternRules rules, AgentTypeRegistry types) {
        this.execution = execution;
        this.delegations = delegations;
        this.rules = rules;
        this.types = types;
    }

    AgentTypeProfile typeOf(AgentExecution agent) {
        return types.of(agent.type());
    }

    /** Null value when neither description nor type say. */
    Classification<ExpectedOutcome> expectedOutcome(AgentExecution agent) {
        return outcomes.computeIfAbsent(agent.agentId(), id -> classifyOutcome(agent));
    }

    private Classification<ExpectedOutcome> classifyOutcome(AgentExecution agent) {
        if (!execution.children(agent.agentId()).isEmpty()) {
            return new Classification<>(ExpectedOutcome.COORDINATION, "it delegated in turn");
        }
        AgentTypeProfile type = typeOf(agent);
        Classification<ExpectedOutcome> byType =
                new Classification<>(type.expects(), "agents of type " + agent.type() + " are made for it");
        if (type.binding() && type.expects() != null) {
            return byType;
        }
        Classification<ExpectedOutcome> byWords =
                TaskDescription.of(agent.description()).expectedOutcome(rules);
        return byWords != null ? byWords : type.expects() == null ? new Classification<>(null, null) : byType;
    }

    Classification<DelegationReason> reason(AgentExecution agent) {
        if (!agent.awaited()) {
            return new Classification<>(DelegationReason.PERFORMANCE, "its parent went on meanwhile");
        }
        ExpectedOutcome outcome = expectedOutcome(agent).value();
        boolean besideItsLike = delegations.hasConcurrentSiblingLike(
                agent,
                other -> Objects.equals(other.type(), agent.type())
                        && expectedOutcome(other).value() == outcome);
        if (besideItsLike) {
            return new Classification<>(DelegationReason.PERFORMANCE, "it ran side by side with another of its type");
        }
        AgentTypeProfile type = typeOf(agent);
        if (type.narrow()) {
            return new Classification<>(
                    DelegationReason.SPECIALIZATION,
                    "agents of type " + agent.type() + " are made for " + type.specialization());
        }
        if (delegations.hasConcurrentSibling(agent)) {
            return new Classification<>(DelegationReason.SCOPE, "it is one part of several that were at work together");
        }
        return outcome == ExpectedOutcome.ANALYSIS
                ? new Classification<>(DelegationReason.SCOPE, "a large search")
                : new Classification<>(DelegationReason.COMPLEXITY, "one task, delegated as a whole");
    }

    /** Null value while it runs. */
    Classification<ResourceAllocation> allocation(AgentExecution agent) {
        if (!agent.state().terminal()) {
            return new Classification<>(null, null);
        }
        PatternRules.AllocationRule limits = rules.allocation();
        long ms = agent.runMs();
        String because = agent.toolCalls() + " tool calls in " + ms / 1000 + " s";
        if (agent.toolCalls() >= limits.highCalls() || ms >= limits.highMs()) {
            return new Classification<>(ResourceAllocation.HIGH, because);
        }
        return agent.toolCalls() <= limits.lowCalls() && ms <= limits.lowMs()
                ? new Classification<>(ResourceAllocation.LOW, because)
                : new Classification<>(ResourceAllocation.MEDIUM, because);
    }

    Classification<CoordinationPattern> coordination(AgentExecution agent, Relations relations) {
        if (relations.collaborates(agent.agentId())) {
            return new Classification<>(
                    CoordinationPattern.COLLABORATIVE,
                    "it continues another agent's work, another continues its own, or both share files");
        }
        boolean addressed = !agent.resumes().isEmpty()
                || !execution.messagesTo(agent.agentId()).isEmpty();
        if (addressed) {
            return new Classification<>(CoordinationPattern.COLLABORATIVE, "it got messages after it was started");
        }
        return agent.awaited()
                ? new Classification<>(CoordinationPattern.SUPERVISED, "its parent waited for it")
                : new Classification<>(CoordinationPattern.FIRE_AND_FORGET, "its parent went on without waiting");
    }
}
