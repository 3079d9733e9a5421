package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Relations;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.ResourceAllocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What one delegation was for, why it was made, how it was coordinated and how much it took: each with what that rests on. */
final class Judgement {
    private final Episode episode;
    private final Delegations delegations;
    private final Rules rules;
    private final AgentTypes types;
    private final Map<String, Judged<ExpectedOutcome>> outcomes = new HashMap<>();

    Judgement(Episode episode, Delegations delegations, Rules rules, AgentTypes types) {
        this.episode = episode;
        this.delegations = delegations;
        this.rules = rules;
        this.types = types;
    }

    AgentType type(Work work) {
        return types.of(work.type());
    }

    /** Null value when neither words nor type tell. */
    Judged<ExpectedOutcome> outcome(Work work) {
        return outcomes.computeIfAbsent(work.agentId(), id -> asked(work));
    }

    private Judged<ExpectedOutcome> asked(Work work) {
        if (!episode.children(work.agentId()).isEmpty()) {
            return new Judged<>(ExpectedOutcome.COORDINATION, "it delegated in turn");
        }
        AgentType type = type(work);
        Judged<ExpectedOutcome> byType =
                new Judged<>(type.expects(), "agents of type " + work.type() + " are made for it");
        if (type.binding() && type.expects() != null) {
            return byType;
        }
        Judged<ExpectedOutcome> byWords = Description.of(work.description()).asks(rules);
        return byWords != null ? byWords : type.expects() == null ? new Judged<>(null, null) : byType;
    }

    Judged<DelegationReason> reason(Work work) {
        if (!work.awaited()) {
            return new Judged<>(DelegationReason.PERFORMANCE, "its parent went on meanwhile");
        }
        ExpectedOutcome outcome = outcome(work).value();
        boolean besideItsLike = delegations.besideSome(
                work,
                other -> Objects.equals(other.type(), work.type())
                        && outcome(other).value() == outcome);
        if (besideItsLike) {
            return new Judged<>(DelegationReason.PERFORMANCE, "it ran side by side with another of its type");
        }
        AgentType type = type(work);
        if (type.narrow()) {
            return new Judged<>(
                    DelegationReason.SPECIALIZATION,
                    "agents of type " + work.type() + " are made for " + type.specialization());
        }
        if (delegations.besideAny(work)) {
            return new Judged<>(DelegationReason.SCOPE, "it is one part of several that were at work together");
        }
        return outcome == ExpectedOutcome.ANALYSIS
                ? new Judged<>(DelegationReason.SCOPE, "much was to be looked through")
                : new Judged<>(DelegationReason.COMPLEXITY, "one job, handed over whole");
    }

    /** Null value while it runs. */
    Judged<ResourceAllocation> allocation(Work work) {
        if (!work.state().terminal()) {
            return new Judged<>(null, null);
        }
        Rules.Allocation limits = rules.allocation();
        long ms = work.runMs();
        String because = work.toolCalls() + " tool calls in " + ms / 1000 + " s";
        if (work.toolCalls() >= limits.highCalls() || ms >= limits.highMs()) {
            return new Judged<>(ResourceAllocation.HIGH, because);
        }
        return work.toolCalls() <= limits.lowCalls() && ms <= limits.lowMs()
                ? new Judged<>(ResourceAllocation.LOW, because)
                : new Judged<>(ResourceAllocation.MEDIUM, because);
    }

    Judged<CoordinationPattern> coordination(Work work, Relations relations) {
        if (relations.collaborates(work.agentId())) {
            return new Judged<>(
                    CoordinationPattern.COLLABORATIVE,
                    "it goes on from another's work, another from its own, or both share files");
        }
        boolean addressed =
                !work.resumes().isEmpty() || !episode.messagesTo(work.agentId()).isEmpty();
        if (addressed) {
            return new Judged<>(CoordinationPattern.COLLABORATIVE, "it got messages after it was started");
        }
        return work.awaited()
                ? new Judged<>(CoordinationPattern.SUPERVISED, "its parent waited for it")
                : new Judged<>(CoordinationPattern.FIRE_AND_FORGET, "its parent went on without waiting");
    }
}
