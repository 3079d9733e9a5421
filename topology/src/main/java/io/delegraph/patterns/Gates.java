package io.delegraph.patterns;

import io.delegraph.graph.Activity;
import io.delegraph.graph.Episode;
import io.delegraph.graph.Span;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.QualityGate;
import io.delegraph.schemas.graph.QualityGate.Rework;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was checked after it had been made, whether it was worked on again then, and the time in which nothing but checks went on.
 *
 * <pre>
 * maker      ####|
 * another    ##########|
 * validator        ########|
 * added            . . ‾‾‾‾      from the maker's end, without what another one or the root made use of
 * </pre>
 */
final class Gates {
    private final Episode episode;
    private final Map<String, Activity> activities;
    private final Judgement judgement;
    private final HandedOn handedOn;
    private final List<Work> made;
    private final List<QualityGate> gates = new ArrayList<>();
    private final List<Span> added = new ArrayList<>();

    Gates(
            Episode episode,
            Map<String, Activity> activities,
            Delegations delegations,
            Judgement judgement,
            HandedOn handedOn) {
        this.episode = episode;
        this.activities = activities;
        this.judgement = judgement;
        this.handedOn = handedOn;
        this.made = episode.works().stream().filter(this::implemented).toList();
        Checks checks = new Checks(episode, delegations, judgement, handedOn);
        made.forEach(work -> {
            Checks.Check check = checks.of(work);
            if (!check.validators().isEmpty()) {
                gates.add(gate(work, check));
            }
        });
    }

    /** How many delegations wanted something made or changed, and were completed. */
    int implementations() {
        return made.size();
    }

    /** In the order of the agents. */
    List<QualityGate> all() {
        return List.copyOf(gates);
    }

    int reworked() {
        return (int) gates.stream().filter(gate -> !gate.rework().isEmpty()).count();
    }

    /** What several gates waited for at the same time counts once. */
    long addedMs() {
        return Span.total(Span.union(added));
    }

    private boolean implemented(Work work) {
        return !work.root()
                && Checks.completed(work)
                && judgement.outcome(work).value() == ExpectedOutcome.IMPLEMENTATION;
    }

    private QualityGate gate(Work work, Checks.Check check) {
        Set<String> validators = check.validators().stream().map(Work::agentId).collect(Collectors.toSet());
        Span time = new Span(Checks.end(work), Checks.end(check.validators().getLast()));
        List<Span> only = onlyChecked(Span.within(List.of(time), episode.span()), validators);
        added.addAll(only);
        return new QualityGate(
                work.agentId(),
                check.validators().stream().map(Work::agentId).toList(),
                check.evidence(),
                rework(work, check.validators(), validators),
                Span.total(only));
    }

    /** When of the time nobody else was at work; a validator has no children, it would coordinate. */
    private List<Span> onlyChecked(List<Span> time, Set<String> validators) {
        List<Span> others = new ArrayList<>();
        for (Work other : episode.works()) {
            if (!validators.contains(other.agentId())) {
                time.forEach(span -> others.addAll(
                        Span.within(activities.get(other.agentId()).work(), span)));
            }
        }
        return Span.minus(Span.union(time), Span.union(others));
    }

    private List<Rework> rework(Work work, List<Work> checkedBy, Set<String> validators) {
        Set<Rework> rework = EnumSet.noneOf(Rework.class);
        long checked = Checks.end(checkedBy.getFirst());
        boolean handedBack = checkedBy.stream()
                .flatMap(validator -> handedOn.from(validator.agentId()).stream())
                .map(relation -> episode.work(relation.to()))
                .anyMatch(next -> judgement.outcome(next).value() == ExpectedOutcome.IMPLEMENTATION);
        if (handedBack) {
            rework.add(Rework.HAND_OFF);
        }
        if (work.runs().stream().anyMatch(run -> run.from() >= checked)) {
            rework.add(Rework.RUN);
        }
        Set<String> files = work.files().stream()
                .filter(use -> use.wrote() && use.at() <= checked)
                .map(Work.FileUse::file)
                .collect(Collectors.toSet());
        boolean rewritten = episode.works().stream()
                .filter(other -> !validators.contains(other.agentId()))
                .flatMap(other -> other.files().stream())
                .anyMatch(use -> use.wrote() && use.at() > checked && files.contains(use.file()));
        if (rewritten) {
            rework.add(Rework.FILE);
        }
        return List.copyOf(rework);
    }
}
