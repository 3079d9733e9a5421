package io.delegraph.graph;

import io.delegraph.graph.Schedule.Moment;
import io.delegraph.graph.Schedule.Step;
import io.delegraph.schemas.graph.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * When each moment of a schedule comes at the earliest: the longest way to it. It is computed anew for every agent whose work is thought
 * to be shorter, so the graph is laid out in arrays once, in its topological order. Not for several threads at once.
 */
final class EarliestTimes {
    private static final int NOBODY = -1;

    private final Map<Moment, Integer> places = new HashMap<>();

    /** Agents that work, numbered, and the place of the moment that each one's first work leads to. */
    private final Map<String, Integer> workers = new HashMap<>();

    private final int[] begins;

    /** Steps to the moment at i are those from {@code first[i]} up to {@code first[i + 1]}. */
    private final int[] first;

    private final int[] sources;
    private final long[] weights;

    /** Whose work each step is, by number; {@link #NOBODY} for what is no work. */
    private final int[] worker;

    private final long[] times;
    private final long[] halved;

    /** @param order topological */
    EarliestTimes(DirectedAcyclicGraph<Moment, Step> graph, List<Moment> order) {
        int edges = graph.edgeSet().size();
        this.first = new int[order.size() + 1];
        this.sources = new int[edges];
        this.weights = new long[edges];
        this.worker = new int[edges];
        this.begins = new int[edges];
        int at = 0;
        for (int place = 0; place < order.size(); place++) {
            Moment moment = order.get(place);
            places.put(moment, place);
            first[place] = at;
            for (Step step : graph.incomingEdgesOf(moment)) {
                sources[at] = places.get(graph.getEdgeSource(step));
                weights[at] = step.weight();
                worker[at] = step.kind() == Segment.Kind.WORK ? number(step.agentId(), place) : NOBODY;
                at++;
            }
        }
        first[order.size()] = at;
        this.times = new long[order.size()];
        this.halved = new long[order.size()];
        fill(times, 0, new boolean[workers.size()]);
    }

    private int number(String agentId, int place) {
        Integer known = workers.get(agentId);
        if (known == null) {
            known = workers.size();
            workers.put(agentId, known);
            begins[known] = place;
        }
        return known;
    }

    /** Ms after the schedule's start. */
    long of(Moment moment) {
        return times[places.get(moment)];
    }

    /** When a moment would come at the earliest if the work of these agents took half as long, ms after the start. */
    long withHalfTheWork(Predicate<String> agents, Moment moment) {
        boolean[] half = new boolean[workers.size()];
        int begin = times.length;
        for (Map.Entry<String, Integer> entry : workers.entrySet()) {
            if (agents.test(entry.getKey())) {
                half[entry.getValue()] = true;
                begin = Math.min(begin, begins[entry.getValue()]);
            }
        }
        return withHalfTheWork(half, begin, moment);
    }

    /** The same for one agent, which needs no look at the others. */
    long withHalfTheWork(String agentId, Moment moment) {
        Integer known = workers.get(agentId);
        if (known == null) {
            return of(moment);
        }
        boolean[] half = new boolean[workers.size()];
        half[known] = true;
        return withHalfTheWork(half, begins[known], moment);
    }

    /** What comes before {@code begin} stays as it is. */
    private long withHalfTheWork(boolean[] half, int begin, Moment moment) {
        System.arraycopy(times, 0, halved, 0, begin);
        fill(halved, begin, half);
        return halved[places.get(moment)];
    }

    private void fill(long[] result, int from, boolean[] half) {
        for (int place = from; place < result.length; place++) {
            long time = 0;
            for (int i = first[place]; i < first[place + 1]; i++) {
                long weight = worker[i] != NOBODY && half[worker[i]] ? (weights[i] + 1) / 2 : weights[i];
                time = Math.max(time, result[sources[i]] + weight);
            }
            result[place] = time;
        }
    }
}
