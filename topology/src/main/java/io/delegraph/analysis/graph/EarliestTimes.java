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
 * The earliest time of each moment of a schedule: the longest path to it. It is recomputed for every agent whose work is assumed shorter,
 * so the graph is stored once in arrays in topological order. Not thread-safe.
 */
final class EarliestTimes {
    private static final int NO_WORKER = -1;

    private final Map<ScheduleNode, Integer> indexes = new HashMap<>();

    /** The numbers of agents that work, and the index of the moment after each one's first work. */
    private final Map<String, Integer> workers = new HashMap<>();

    private final int[] firstIndexes;

    /** The edges to the moment at i have indexes from {@code first[i]} up to {@code first[i + 1]}. */
    private final int[] first;

    private final int[] sources;
    private final long[] weights;

    /** The number of the agent that works on each edge; {@link #NO_WORKER} for an edge without work. */
    private final int[] worker;

    private final long[] times;
    private final long[] halved;

    /** @param order in topological order */
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
        Integer number = workers.get(agentId);
        if (number == null) {
            number = workers.size();
            workers.put(agentId, number);
            firstIndexes[number] = place;
        }
        return number;
    }

    /** Earliest time of a moment, ms after the schedule's start. */
    long of(ScheduleNode node) {
        return times[index(node)];
    }

    /** Earliest time of a moment if the work of these agents took half as long, ms after the start. */
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

    /** The same for one agent, without testing the others. */
    long withHalvedWork(String agentId, ScheduleNode node) {
        Integer number = workers.get(agentId);
        if (number == null) {
            return of(node);
        }
        boolean[] half = new boolean[workers.size()];
        half[number] = true;
        return withHalvedWork(half, firstIndexes[number], node);
    }

    /** Moments before {@code begin} keep their time. */
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
