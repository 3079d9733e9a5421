package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Work;
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

/** Who checked what an agent had made: those who go on from it to judge it, else those of the stage right behind that judge nothing else. */
final class Checks {
    private static final Comparator<Work> BY_END =
            Comparator.comparingLong(Checks::end).thenComparing(Work::agentId);

    private final Episode episode;
    private final Delegations delegations;
    private final Judgement judgement;
    private final HandedOn handedOn;
    private final Map<String, Map<String, List<Work>>> behind = new HashMap<>();

    /**
     * Of one agent's work.
     *
     * @param validators by their end; empty when nobody checked it
     */
    record Check(List<Work> validators, List<Evidence> evidence) {}

    Checks(Episode episode, Delegations delegations, Judgement judgement, HandedOn handedOn) {
        this.episode = episode;
        this.delegations = delegations;
        this.judgement = judgement;
        this.handedOn = handedOn;
    }

    /** Whether it was completed at least once: one that was set to work again had been. */
    static boolean completed(Work work) {
        return work.state() == AgentState.COMPLETED || work.runs().size() > 1;
    }

    /** Of its first run: what it does when it is set to work again is another matter. */
    static long end(Work work) {
        return work.span().to();
    }

    Check of(Work made) {
        List<Work> validators = new ArrayList<>();
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        for (Relation relation : handedOn.from(made.agentId())) {
            Work to = episode.work(relation.to());
            if (validates(to)) {
                validators.add(to);
                evidence.addAll(relation.evidence());
            }
        }
        if (validators.isEmpty()) {
            behind(made).stream()
                    .filter(next -> validates(next) && end(made) <= next.span().from() && ofNothingElse(next))
                    .forEach(validators::add);
            evidence.add(Evidence.STRUCTURE);
        }
        validators.sort(BY_END);
        return new Check(validators, List.copyOf(evidence));
    }

    private boolean validates(Work work) {
        return completed(work) && judgement.outcome(work).value() == ExpectedOutcome.VALIDATION;
    }

    private boolean ofNothingElse(Work validator) {
        return handedOn.to(validator.agentId()).stream()
                .map(relation -> episode.work(relation.from()))
                .noneMatch(from -> judgement.outcome(from).value() == ExpectedOutcome.IMPLEMENTATION);
    }

    /** The stage right behind an agent's, of those that are waited for. */
    private List<Work> behind(Work made) {
        return made.parentId() == null
                ? List.of()
                : behind.computeIfAbsent(made.parentId(), this::behindAll).getOrDefault(made.agentId(), List.of());
    }

    /** The stage right behind that of each child of an agent. */
    private Map<String, List<Work>> behindAll(String delegator) {
        Map<String, List<Work>> all = new HashMap<>();
        List<Work> before = List.of();
        for (List<Work> stage : delegations.stages(delegator)) {
            if (stage.getFirst().awaited()) {
                before.forEach(work -> all.put(work.agentId(), stage));
                before = stage;
            }
        }
        return all;
    }
}
