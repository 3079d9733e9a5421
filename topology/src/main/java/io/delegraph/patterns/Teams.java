package io.delegraph.patterns;

import io.delegraph.graph.Activity;
import io.delegraph.graph.Episode;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/** Everyone who delegates, with the stages of their children and how evenly these were loaded. */
final class Teams {
    private final Episode episode;
    private final Map<String, Activity> activities;
    private final Delegations delegations;
    private final Orchestrations orchestrations;

    Teams(Episode episode, Map<String, Activity> activities, Delegations delegations, Orchestrations orchestrations) {
        this.episode = episode;
        this.activities = activities;
        this.delegations = delegations;
        this.orchestrations = orchestrations;
    }

    /** In order of their start. */
    List<Stage> stages() {
        List<Stage> all = new ArrayList<>();
        for (String delegator : episode.delegators()) {
            List<List<Work>> stages = delegations.stages(delegator);
            Set<Integer> repeats = orchestrations.repeats(delegator);
            for (int i = 0; i < stages.size(); i++) {
                all.add(stage(i + 1, delegator, stages.get(i), repeats.contains(i)));
            }
        }
        all.sort(Comparator.comparingLong(Stage::startedAt)
                .thenComparing(Stage::delegatorAgentId)
                .thenComparingInt(Stage::number));
        return all;
    }

    private static Stage stage(int number, String delegator, List<Work> works, boolean repeats) {
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
                repeats);
    }

    List<Delegator> delegators() {
        return episode.delegators().stream().map(this::delegator).toList();
    }

    private Delegator delegator(String agentId) {
        List<Work> children = episode.children(agentId);
        long idle = 0;
        long saved = 0;
        for (List<Work> stage : delegations.stages(agentId)) {
            long end = stage.stream().mapToLong(Teams::end).max().orElse(0);
            idle += stage.stream().mapToLong(work -> end - end(work)).sum();
            long longest = stage.stream().mapToLong(this::activeMs).max().orElse(0);
            saved += longest
                    - (long) Math.ceil(
                            stage.stream().mapToLong(this::activeMs).average().orElse(0));
        }
        return new Delegator(
                agentId,
                delegations.strategy(agentId),
                delegations.orchestrates(agentId),
                children.size(),
                delegations.peakChildren(agentId),
                imbalance(children.stream().map(this::activeMs).toList()),
                imbalance(children.stream()
                        .map(Work::tokens)
                        .filter(Objects::nonNull)
                        .toList()),
                idle,
                saved);
    }

    /** Of its first run: one that is set to work again later does not hold its stage up. */
    private static long end(Work work) {
        return work.span().to();
    }

    private long activeMs(Work work) {
        return activities.get(work.agentId()).workMs();
    }

    /** The greatest by the mean; null of fewer than two, and when all are nothing. */
    private static Double imbalance(List<Long> amounts) {
        OptionalDouble mean = amounts.stream().mapToLong(Long::longValue).average();
        if (amounts.size() < 2 || mean.orElse(0) == 0) {
            return null;
        }
        long most = amounts.stream().mapToLong(Long::longValue).max().orElse(0);
        return Numbers.rounded(most / mean.getAsDouble());
    }
}
