package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.Schedule.ScheduleEdge;
import io.delegraph.analysis.graph.Schedule.ScheduleNode;
import io.delegraph.schemas.graph.Segment;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import org.jgrapht.graph.DirectedAcyclicGraph;
import org.jspecify.annotations.Nullable;

/** The graph of a schedule while it is built. */
final class ScheduleGraph {
    private final DirectedAcyclicGraph<ScheduleNode, ScheduleEdge> graph =
            new DirectedAcyclicGraph<>(null, () -> new ScheduleEdge(null, null, 0, 0), false);

    /** Every agent's moments by time; runs of one agent share none. */
    private final Map<String, NavigableMap<Long, ScheduleNode>> nodes = new HashMap<>();

    private final ScheduleNode start;
    private final ScheduleNode end;
    private int number = 2;

    /**
     * Creates the graph of these moments. They are added in time order: the graph maintains a topological order, and an edge that agrees
     * with the order of insertion is cheap, while any other costs a search.
     *
     * @param cuts every agent's moments, epoch ms
     */
    ScheduleGraph(TimeRange span, Map<String, NavigableSet<Long>> cuts) {
        this.start = new ScheduleNode(null, span.from(), 0);
        this.end = new ScheduleNode(null, span.to(), 1);
        cuts.forEach((agentId, times) -> {
            NavigableMap<Long, ScheduleNode> own = new TreeMap<>();
            times.forEach(at -> own.put(at, new ScheduleNode(agentId, at, number++)));
            nodes.put(agentId, own);
        });
        graph.addVertex(start);
        nodes.values().stream()
                .flatMap(own -> own.values().stream())
                .sorted(Comparator.comparingLong(ScheduleNode::at).thenComparingInt(ScheduleNode::number))
                .forEach(graph::addVertex);
        graph.addVertex(end);
    }

    /** Null when the agent has no moment at that time. */
    @Nullable
    ScheduleNode node(String agentId, long at) {
        return nodes.getOrDefault(agentId, Collections.emptyNavigableMap()).get(at);
    }

    /** The moment at the end of a run, which is always one of the cuts. */
    ScheduleNode runEnd(String agentId, long at) {
        return Objects.requireNonNull(node(agentId, at), "every run begins and ends at a cut");
    }

    /** An agent's moments within one of its runs, in time order. */
    Collection<ScheduleNode> nodesWithin(String agentId, TimeRange run) {
        return nodes.getOrDefault(agentId, Collections.emptyNavigableMap())
                .subMap(run.from(), true, run.to(), true)
                .values();
    }

    /** Adds a handover between two agents, attributed to the agent whose start or end it is; ignored when one of the moments is unknown. */
    void addHandover(@Nullable ScheduleNode from, @Nullable ScheduleNode to, String agentId) {
        if (from != null && to != null) {
            addEdge(from, to, agentId, Segment.Kind.HANDOVER, to.at() - from.at());
        }
    }

    /** Adds an edge, unless it leads back in time, which different clocks and events within one ms may cause. */
    void addEdge(
            ScheduleNode from, ScheduleNode to, @Nullable String agentId, Segment.@Nullable Kind kind, long weight) {
        if (to.at() >= from.at()) {
            try {
                graph.addEdge(from, to, new ScheduleEdge(agentId, kind, weight, number++));
            } catch (IllegalArgumentException e) {
                // the edge would close a cycle within one ms
            }
        }
    }

    /** Ties loose ends to the start and the end of all: then it is complete. */
    void tieLooseEnds() {
        for (ScheduleNode node : List.copyOf(graph.vertexSet())) {
            if (!node.equals(start) && !node.equals(end)) {
                if (graph.inDegreeOf(node) == 0) {
                    // the predecessor is unknown, so the moment keeps its time
                    addEdge(start, node, null, null, node.at() - start.at());
                }
                if (graph.outDegreeOf(node) == 0) {
                    addEdge(node, end, null, null, 0);
                }
            }
        }
        addEdge(start, end, null, null, 0);
    }

    DirectedAcyclicGraph<ScheduleNode, ScheduleEdge> graph() {
        return graph;
    }

    ScheduleNode start() {
        return start;
    }

    ScheduleNode end() {
        return end;
    }
}
