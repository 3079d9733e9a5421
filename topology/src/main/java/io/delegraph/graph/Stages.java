package io.delegraph.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.alg.util.UnionFind;

/** An agent's children in groups, one after the other: a group is what was at work together, directly or through others. */
public final class Stages {
    private static final Comparator<Work> BY_START =
            Comparator.comparingLong((Work work) -> work.span().from()).thenComparing(Work::agentId);

    private Stages() {}

    /**
     * In time order, each in time order.
     *
     * @param together whether two were at work side by side; what nobody waits for forms groups of its own, because it may outlast
     *     everything that is asked for meanwhile
     */
    public static List<List<Work>> of(List<Work> children, Together together) {
        List<Work> sorted = new ArrayList<>(children);
        sorted.sort(BY_START);
        UnionFind<Integer> groups =
                new UnionFind<>(IntStream.range(0, sorted.size()).boxed().collect(Collectors.toSet()));
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i + 1; j < sorted.size(); j++) {
                Work one = sorted.get(i);
                Work other = sorted.get(j);
                if (!groups.inSameSet(i, j) && sameStage(one, other, together)) {
                    groups.union(i, j);
                }
            }
        }
        Map<Integer, List<Work>> members = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            members.computeIfAbsent(groups.find(i), group -> new ArrayList<>()).add(sorted.get(i));
        }
        List<List<Work>> stages = new ArrayList<>();
        members.values().forEach(stage -> stages.add(List.copyOf(stage)));
        stages.sort(Comparator.comparing(List::getFirst, BY_START));
        return stages;
    }

    /** The phases of a run of the Workflow tool are declared; everything else is seen by what was on together. */
    private static boolean sameStage(Work one, Work other, Together together) {
        return one.phase() != null || other.phase() != null
                ? Objects.equals(one.phase(), other.phase())
                : one.awaited() == other.awaited() && together.sideBySide(one, other);
    }

    /** Whether two works were on at the same time, for longer than chance would have it. */
    @FunctionalInterface
    public interface Together {
        boolean sideBySide(Work one, Work other);
    }
}
