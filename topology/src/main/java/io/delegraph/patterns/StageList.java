package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Relations;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The stages of everyone who delegates. */
final class StageList {
    private final Episode episode;
    private final Delegations delegations;
    private final Orchestrations orchestrations;
    private final Relations relations;
    private final HandedOn handedOn;
    private final Retries retries;

    StageList(
            Episode episode,
            Delegations delegations,
            Orchestrations orchestrations,
            Relations relations,
            HandedOn handedOn,
            Retries retries) {
        this.episode = episode;
        this.delegations = delegations;
        this.orchestrations = orchestrations;
        this.relations = relations;
        this.handedOn = handedOn;
        this.retries = retries;
    }

    /** In order of their start. */
    List<Stage> all() {
        List<Stage> all = new ArrayList<>();
        for (String delegator : episode.delegators()) {
            List<List<Work>> stages = delegations.stages(delegator);
            Set<Integer> repeats = orchestrations.repeats(delegator);
            List<Integer> iterations = orchestrations.iterations(delegator);
            Set<String> before = new HashSet<>();
            for (int i = 0; i < stages.size(); i++) {
                List<Work> works = stages.get(i);
                all.add(stage(
                        i + 1, delegator, works, repeats.contains(i), iterations.get(i), handOffs(before, works)));
                works.forEach(work -> before.add(work.agentId()));
            }
        }
        all.sort(Comparator.comparingLong(Stage::startedAt)
                .thenComparing(Stage::delegatorAgentId)
                .thenComparingInt(Stage::number));
        return all;
    }

    private Stage stage(
            int number, String delegator, List<Work> works, boolean repeats, Integer iteration, int handOffs) {
        List<Long> tokens =
                works.stream().map(Work::tokens).filter(Objects::nonNull).toList();
        return new Stage(
                number,
                delegator,
                works.stream().map(Work::agentId).toList(),
                works.stream().mapToLong(work -> work.span().from()).min().orElse(0),
                works.stream().allMatch(work -> work.state().terminal())
                        ? (Long) works.stream().mapToLong(Teams::end).max().orElse(0)
                        : null,
                tokens.isEmpty()
                        ? null
                        : (Long) tokens.stream().mapToLong(Long::longValue).sum(),
                (int) works.stream().filter(Work::failed).count(),
                repeats,
                iteration,
                handOffs,
                rework(works));
    }

    private int handOffs(Set<String> before, List<Work> works) {
        return (int) works.stream()
                .flatMap(work -> handedOn.to(work.agentId()).stream())
                .filter(relation -> before.contains(relation.from()))
                .count();
    }

    private int rework(List<Work> works) {
        int repeatedRuns = works.stream()
                .mapToInt(work -> Math.max(0, work.runs().size() - 1))
                .sum();
        return repeatedRuns + retries.among(works) + relations.conflicts(works);
    }
}
