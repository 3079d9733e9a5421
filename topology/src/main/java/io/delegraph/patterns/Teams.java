package io.delegraph.patterns;

import io.delegraph.graph.Activity;
import io.delegraph.graph.Episode;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.Delegator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** Everyone who delegates, and how evenly their children were loaded. */
final class Teams {
    private final Episode episode;
    private final Map<String, Activity> activities;
    private final Delegations delegations;

    Teams(Episode episode, Map<String, Activity> activities, Delegations delegations) {
        this.episode = episode;
        this.activities = activities;
        this.delegations = delegations;
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
    static long end(Work work) {
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
