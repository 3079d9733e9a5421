package io.delegraph.patterns;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Stages;
import io.delegraph.graph.Work;
import io.delegraph.schemas.graph.DelegationStrategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How each agent of an episode delegates. */
final class Delegations {
    /** The type that is made for nothing in particular. */
    private static final String GENERAL = "general-purpose";

    private final Episode episode;
    private final Stages.Together together;
    private final Map<String, List<List<Work>>> stages = new HashMap<>();
    private final Map<String, DelegationStrategy> strategies = new HashMap<>();
    private final Map<String, Siblings> siblings = new HashMap<>();

    Delegations(Episode episode, Stages.Together together) {
        this.episode = episode;
        this.together = together;
    }

    /** Its children in groups, one after the other. */
    List<List<Work>> stages(String delegator) {
        return stages.computeIfAbsent(delegator, id -> Stages.of(episode.children(id), together));
    }

    /** Null when it does not delegate. */
    DelegationStrategy strategy(String delegator) {
        return strategies.computeIfAbsent(delegator, id -> strategy(episode.children(id)));
    }

    private DelegationStrategy strategy(List<Work> children) {
        if (children.isEmpty()) {
            return null;
        }
        if (children.stream()
                .anyMatch(child -> !episode.children(child.agentId()).isEmpty())) {
            return DelegationStrategy.HIERARCHICAL;
        }
        if (children.stream().anyMatch(this::besideAny)) {
            return DelegationStrategy.PARALLEL;
        }
        return children.size() > 1 ? DelegationStrategy.SEQUENTIAL : DelegationStrategy.SINGLE;
    }

    /** Whether one of its siblings was at work at the same time. */
    boolean besideAny(Work child) {
        return besideSome(child, other -> true);
    }

    /** Whether one of its siblings that is like that was at work at the same time. */
    boolean besideSome(Work child, Predicate<Work> like) {
        return siblings.computeIfAbsent(child.parentId(), id -> new Siblings(episode.children(id), together))
                .besideSome(child, like);
    }

    /** Whether it starts agents of several specialised types and waits for all of them. */
    boolean orchestrates(String delegator) {
        List<Work> children = episode.children(delegator);
        TreeSet<String> types = new TreeSet<>();
        children.stream()
                .map(Work::type)
                .filter(type -> type != null && !type.equals(GENERAL))
                .forEach(types::add);
        return types.size() > 1 && children.stream().allMatch(Work::awaited);
    }

    /** Most of its children at work at once. */
    int peakChildren(String delegator) {
        return new PeakChildren(episode.children(delegator), together).peak();
    }
}
