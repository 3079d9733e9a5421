package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.Schedule.ScheduleEdge;
import io.delegraph.analysis.graph.Schedule.ScheduleNode;
import io.delegraph.schemas.graph.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * When each moment of a schedule comes at the earliest: the longest way to it. It is computed anew for every agent whose work is thought
 * to be shorter, so the graph is laid out in arrays once, in its topological order. Not for several threads at once.
 */
final class EarliestTimes {
    private static final int NO_WORKER = -1;

    private final Map<ScheduleNode, Integer> indexes = new HashMap<>();

    /** Agents that work, numbered, and the place of the moment that each one's first work leads to. */
    private final Map<String, Integer> workers = new HashMap<>();

    private final int[] firstIndexes;

    /** Steps to the moment at i are those from {@code first[i]} up to {@code first[i + 1]}. */
    private final int[] first;

    private final int[] sources;
    private final long[] weights;

    /** Whose work each step is, by number; {@link #NO_WORKER} for what is no work. */
    private final int[] worker;

    private final long[] times;
    private final long[] halved;

    /** @param order topological */
    EarliestTimes(DirectedAcyclicGraph<ScheduleNode, ScheduleEdge> graph, List<ScheduleNode> order) {
        int edges = graph.edgeSet().size();
        this.first = new int[order.size() + 1];
        this.sources = new int[edges];
        this.weights = new long[edges];
        this.worker = new int[edges];
        this.firstIndexes = new int[edges];
        int at = 0;
        for (int place = 0; place < order.size(); place++) {
            ScheduleNode node = order.get(place);
            indexes.put(node, place);
            first[place] = at;
            for (ScheduleEdge step : graph.incomingEdgesOf(node)) {
                sources[at] = index(graph.getEdgeSource(step));
                weights[at] = step.weight();
                worker[at] = step.kind() == Segment.Kind.WORK ? workerNumber(step.worker(), place) : NO_WORKER;
                at++;
            }
        }
        first[order.size()] = at;
        this.times = new long[order.size()];
        this.halved = new long[order.size()];
        fill(times, 0, new boolean[workers.size()]);
    }

    private int index(ScheduleNode node) {
        return Objects.requireNonNull(indexes.get(node), "every moment of the graph is in its order");
    }

    private int workerNumber(String agentId, int place) {
        Integer known = workers.get(agentId);
        if (known == null) {
            known = workers.size();
            workers.put(agentId, known);
            firstIndexes[known] = place;
        }
        return known;
    }

    /** Ms after the schedule's start. */
    long of(ScheduleNode node) {
        return times[index(node)];
    }

    /** When a moment would come at the earliest if the work of these agents took half as long, ms after the start. */
    long withHalvedWork(Predicate<String> agents, ScheduleNode node) {
        boolean[] half = new boolean[workers.size()];
        int begin = times.length;
        for (Map.Entry<String, Integer> entry : workers.entrySet()) {
            if (agents.test(entry.getKey())) {
                half[entry.getValue()] = true;
                begin = Math.min(begin, firstIndexes[entry.getValue()]);
            }
        }
        return withHalvedWork(half, begin, node);
    }

    /** The same for one agent, which needs no look at the others. */
    long withHalvedWork(String agentId, ScheduleNode node) {
        Integer known = workers.get(agentId);
        if (known == null) {
            return of(node);
        }
        boolean[] half = new boolean[workers.size()];
        half[known] = true;
        return withHalvedWork(half, firstIndexes[known], node);
    }

    /** What comes before {@code begin} stays as it is. */
    private long withHalvedWork(boolean[] half, int begin, ScheduleNode node) {
        System.arraycopy(times, 0, halved, 0, begin);
        fill(halved, begin, half);
        return halved[index(node)];
    }

    private void fill(long[] result, int from, boolean[] half) {
        for (int place = from; place < result.length; place++) {
            long time = 0;
            for (int i = first[place]; i < first[place + 1]; i++) {
                long weight = worker[i] != NO_WORKER && half[worker[i]] ? (weights[i] + 1) / 2 : weights[i];
                time = Math.max(time, result[sources[i]] + weight);
            }
            result[place] = time;
        }
    }
}
