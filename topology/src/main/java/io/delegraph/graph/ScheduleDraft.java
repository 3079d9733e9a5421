package io.delegraph.graph;

import io.delegraph.graph.Schedule.Moment;
import io.delegraph.graph.Schedule.Step;
import io.delegraph.schemas.graph.Segment;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jgrapht.graph.DirectedAcyclicGraph;

/** A schedule while it is put together. */
final class ScheduleDraft {
    private final DirectedAcyclicGraph<Moment, Step> graph =
            new DirectedAcyclicGraph<>(null, () -> new Step(null, null, 0, 0), false);

    /** Every agent's moments by their time: its runs share none. */
    private final Map<String, NavigableMap<Long, Moment>> moments = new HashMap<>();

    private final Moment start;
    private final Moment end;
    private int number = 2;

    /**
     * A schedule of these moments. They enter the graph in time order: it keeps a topological order of its own, and an edge that agrees with
     * that order costs nothing, while one that does not costs a search.
     *
     * @param cuts every agent's moments, epoch ms
     */
    ScheduleDraft(Span span, Map<String, NavigableSet<Long>> cuts) {
        this.start = new Moment(null, span.from(), 0);
        this.end = new Moment(null, span.to(), 1);
        cuts.forEach((agentId, times) -> {
            NavigableMap<Long, Moment> own = new TreeMap<>();
            times.forEach(at -> own.put(at, new Moment(agentId, at, number++)));
            moments.put(agentId, own);
        });
        graph.addVertex(start);
        moments.values().stream()
                .flatMap(own -> own.values().stream())
                .sorted(Comparator.comparingLong(Moment::at).thenComparingInt(Moment::number))
                .forEach(graph::addVertex);
        graph.addVertex(end);
    }

    /** Null when the agent has no moment then. */
    Moment at(String agentId, long at) {
        return moments.getOrDefault(agentId, Collections.emptyNavigableMap()).get(at);
    }

    /** An agent's moments within one of its runs, in time order. */
    Collection<Moment> within(String agentId, Span run) {
        return moments.get(agentId).subMap(run.from(), true, run.to(), true).values();
    }

    /** From one agent to another, in the name of the one whose start or end it is; nothing when one of the moments is not known. */
    void handover(Moment from, Moment to, String agentId) {
        if (from != null && to != null) {
            join(from, to, agentId, Segment.Kind.HANDOVER, to.at() - from.at());
        }
    }

    /** Nothing precedes what was before it: clocks that differ, and what happened within one ms, may say so. */
    void join(Moment from, Moment to, String agentId, Segment.Kind kind, long weight) {
        if (to.at() >= from.at()) {
            try {
                graph.addEdge(from, to, new Step(agentId, kind, weight, number++));
            } catch (IllegalArgumentException e) {
                // the edge would close a cycle within one ms
            }
        }
    }

    /** With loose ends tied to the start and the end of all. */
    Schedule schedule() {
        for (Moment moment : List.copyOf(graph.vertexSet())) {
            if (!moment.equals(start) && !moment.equals(end)) {
                if (graph.inDegreeOf(moment) == 0) {
                    // what came before is not known: it was not earlier than this
                    join(start, moment, null, null, moment.at() - start.at());
                }
                if (graph.outDegreeOf(moment) == 0) {
                    join(moment, end, null, null, 0);
                }
            }
        }
        join(start, end, null, null, 0);
        return new Schedule(graph, start, end);
    }
}
