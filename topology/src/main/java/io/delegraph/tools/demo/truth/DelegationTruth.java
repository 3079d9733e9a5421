package io.delegraph.tools.demo.truth;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.DelegationStrategy;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.ResourceAllocation;
import io.delegraph.tools.demo.plan.Purposes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How agents delegated, and what was delegated to them, up to a moment, from the simulation's own parents, working times and requests. */
final class DelegationTruth {
    /** Thresholds for small and large, which stand for: about ten calls in a minute; thirty calls, or four minutes. */
    private static final int FEW_CALLS = 12;

    private static final long SHORT_MS = 60_000;
    private static final int MANY_CALLS = 30;
    private static final long LONG_MS = 240_000;

    private final SessionTruth session;
    private final List<AgentTruth> agents;
    private final long cut;

    DelegationTruth(SessionTruth session, List<AgentTruth> agents, long cut) {
        this.session = session;
        this.agents = agents.stream().filter(agent -> agent.startedAt() <= cut).toList();
        this.cut = cut;
    }

    List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        agents.forEach(agent -> delegated(agent, labels));
        Map<String, List<AgentTruth>> teams = new LinkedHashMap<>();
        agents.forEach(agent ->
                teams.computeIfAbsent(delegator(agent), id -> new ArrayList<>()).add(agent));
        teams.forEach((delegator, children) -> delegates(delegator, children, labels));
        return labels;
    }

    /** The parent's id; for the root the prompt, because it delegates anew in each turn. */
    private static String delegator(AgentTruth agent) {
        return agent.parent() == null
                ? Objects.requireNonNull(agent.turn(), "the root delegates in the turn of a prompt")
                : agent.parent().id();
    }

    private List<AgentTruth> children(AgentTruth agent) {
        return agents.stream().filter(candidate -> candidate.parent() == agent).toList();
    }

    private boolean together(AgentTruth one, AgentTruth other) {
        return one.runsBy(cut).stream()
                .anyMatch(run -> other.runsBy(cut).stream()
                        .anyMatch(otherRun ->
                                otherRun.startedAt() < run.endedAt() && run.startedAt() < otherRun.endedAt()));
    }

    private void delegates(String delegator, List<AgentTruth> children, List<Label> labels) {
        Long at = latest(children.stream().map(AgentTruth::levelAt));
        boolean nested = children.stream().anyMatch(child -> !children(child).isEmpty());
        if (nested) {
            at = latest(Stream.concat(
                    Stream.of(at),
                    children.stream().flatMap(child -> children(child).stream()).map(AgentTruth::levelAt)));
        }
        boolean parallel = children.stream()
                .anyMatch(one -> children.stream().anyMatch(other -> other != one && together(one, other)));
        DelegationStrategy strategy = nested
                ? DelegationStrategy.HIERARCHICAL
                : parallel
                        ? DelegationStrategy.PARALLEL
                        : children.size() > 1 ? DelegationStrategy.SEQUENTIAL : DelegationStrategy.SINGLE;
        labels.add(known(delegator, FactNames.STRATEGY, Json.word(strategy), at));
        long specialists = children.stream()
                .map(AgentTruth::type)
                .filter(type -> !type.equals("general-purpose"))
                .distinct()
                .count();
        boolean orchestrates = specialists > 1 && children.stream().noneMatch(AgentTruth::background);
        labels.add(known(delegator, FactNames.ORCHESTRATES, Boolean.toString(orchestrates), at));
    }

    private void delegated(AgentTruth agent, List<Label> labels) {
        Long edgeAt = agent.levelAt();
        Long outcomeKnownAt = agent.runsBy(cut).getLast().knownAt();
        boolean leads = !children(agent).isEmpty();
        ExpectedOutcome outcome = leads ? ExpectedOutcome.COORDINATION : agent.outcome();
        labels.add(known(agent.id(), FactNames.SPECIALIZATION, Purposes.of(agent.type()), agent.startedAt()));
        labels.add(known(agent.id(), FactNames.EXPECTED_OUTCOME, Json.word(outcome), edgeAt));
        labels.add(known(
                agent.id(),
                FactNames.REASON,
                Json.word(reason(agent, outcome)),
                latest(Stream.of(edgeAt, outcomeKnownAt))));
        labels.addAll(new AmountTruth(session, agent, cut).labels(children(agent)));
        labels.add(known(agent.id(), FactNames.ALLOCATION, Json.word(allocation(agent)), outcomeKnownAt));
        List<AgentTruth> others = Stream.of(agent.handOffs(), agent.handedOnTo(), agent.peers())
                .flatMap(List::stream)
                .filter(other -> other.startedAt() <= cut)
                .toList();
        labels.add(known(
                agent.id(),
                FactNames.COORDINATION,
                Json.word(coordination(agent, others)),
                latest(Stream.concat(
                        Stream.of(edgeAt, outcomeKnownAt),
                        others.stream().map(other -> other.runsBy(cut).getLast().knownAt())))));
        agent.handOffs().forEach(other -> relation(agent, FactNames.HAND_OFF_FROM, other, labels));
        agent.peers().stream()
                .filter(other -> agents.indexOf(other) < agents.indexOf(agent))
                .forEach(other -> relation(agent, FactNames.PEER_OF, other, labels));
    }

    private void relation(AgentTruth agent, String fact, AgentTruth other, List<Label> labels) {
        if (other.startedAt() <= cut) {
            Long at = latest(Stream.of(
                    agent.levelAt(),
                    other.levelAt(),
                    agent.runsBy(cut).getLast().knownAt(),
                    other.runsBy(cut).getLast().knownAt()));
            labels.add(known(agent.id(), fact, other.id(), at));
        }
    }

    private DelegationReason reason(AgentTruth agent, ExpectedOutcome outcome) {
        List<AgentTruth> beside = agents.stream()
                .filter(other -> other != agent && delegator(other).equals(delegator(agent)) && together(agent, other))
                .toList();
        boolean besideItsLike = beside.stream()
                .anyMatch(other -> other.type().equals(agent.type())
                        && (children(other).isEmpty() ? other.outcome() : ExpectedOutcome.COORDINATION) == outcome);
        if (agent.background() || besideItsLike) {
            return DelegationReason.PERFORMANCE;
        }
        if (Purposes.narrow(agent.type())) {
            return DelegationReason.SPECIALIZATION;
        }
        return !beside.isEmpty() || outcome == ExpectedOutcome.ANALYSIS
                ? DelegationReason.SCOPE
                : DelegationReason.COMPLEXITY;
    }

    private ResourceAllocation allocation(AgentTruth agent) {
        int calls = session.calls(agent.id(), cut);
        long ms = agent.runsBy(cut).stream()
                .mapToLong(run -> Math.min(run.endedAt(), cut) - run.startedAt())
                .sum();
        if (calls >= MANY_CALLS || ms >= LONG_MS) {
            return ResourceAllocation.HIGH;
        }
        return calls <= FEW_CALLS && ms <= SHORT_MS ? ResourceAllocation.LOW : ResourceAllocation.MEDIUM;
    }

    private CoordinationPattern coordination(AgentTruth agent, List<AgentTruth> others) {
        if (!others.isEmpty() || agent.runsBy(cut).size() > 1) {
            return CoordinationPattern.COLLABORATIVE;
        }
        return agent.background() ? CoordinationPattern.FIRE_AND_FORGET : CoordinationPattern.SUPERVISED;
    }

    private Label known(String subject, String fact, String value, @Nullable Long at) {
        return Label.known(session.id(), subject, fact, value, at, cut);
    }

    /** The latest moment; null when one of them is null. */
    static @Nullable Long latest(Stream<Long> moments) {
        List<Long> all = moments.toList();
        return all.stream().anyMatch(Objects::isNull)
                ? null
                : all.stream().max(Comparator.naturalOrder()).orElse(null);
    }
}
