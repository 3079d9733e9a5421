package io.delegraph.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;

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
        Graph<Work, DefaultEdge> sideBySide = new SimpleGraph<>(DefaultEdge.class);
        sorted.forEach(sideBySide::addVertex);
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i + 1; j < sorted.size(); j++) {
                Work one = sorted.get(i);
                Work other = sorted.get(j);
                if (one.awaited() == other.awaited() && together.sideBySide(one, other)) {
                    sideBySide.addEdge(one, other);
                }
            }
        }
        List<List<Work>> stages = new ArrayList<>();
        for (Set<Work> stage : new ConnectivityInspector<>(sideBySide).connectedSets()) {
            stages.add(stage.stream().sorted(BY_START).toList());
        }
        stages.sort(Comparator.comparing(List::getFirst, BY_START));
        return stages;
    }

    /** Whether two works were on at the same time, for longer than chance would have it. */
    @FunctionalInterface
    public interface Together {
        boolean sideBySide(Work one, Work other);
    }
}
