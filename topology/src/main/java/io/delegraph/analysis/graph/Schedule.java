package io.delegraph.analysis.graph;

import io.delegraph.schemas.graph.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jgrapht.graph.DirectedAcyclicGraph;
import org.jspecify.annotations.Nullable;

/**
 * The order of a workflow's moments: they are joined by stretches of work, handovers and waits for a person, each at least as long as it
 * took. Waiting for a child and idling take no time of their own, so the longest path is what determined the elapsed time.
 */
public final class Schedule {
    private static final Comparator<ScheduleEdge> LONGEST_FIRST = Comparator.comparingLong(ScheduleEdge::weight)
            .reversed()
            .thenComparing(step -> step.kind() == null)
            .thenComparing(step -> step.agentId() == null ? "" : step.agentId())
            .thenComparingInt(ScheduleEdge::number);

    private final DirectedAcyclicGraph<ScheduleNode, ScheduleEdge> graph;
    private final List<ScheduleNode> order = new ArrayList<>();
    private final ScheduleNode start;
    private final ScheduleNode end;
    private final EarliestTimes earliest;

    /**
     * A moment of an agent; null for the workflow's own start and end.
     *
     * @param number distinguishes moments at the same time
     */
    record ScheduleNode(@Nullable String agentId, long at, int number) {}

    /**
     * A stretch between two moments.
     *
     * @param agentId who spends it; null for a mere order
     * @param kind null for a mere order, and for time of which nothing is known
     * @param weight ms
     * @param number distinguishes stretches
     */
    record ScheduleEdge(@Nullable String agentId, Segment.@Nullable Kind kind, long weight, int number) {
        /** The agent that works in a stretch of work. */
        String worker() {
            return Objects.requireNonNull(agentId, "a stretch of work is somebody's");
        }
    }

    Schedule(ScheduleGraph complete) {
        this.graph = complete.graph();
        this.start = complete.start();
        this.end = complete.end();
        graph.iterator().forEachRemaining(order::add);
        this.earliest = new EarliestTimes(graph, order);
    }

    public static Schedule of(WorkflowExecution execution, Map<String, Activity> activities) {
        return new Schedule(new ScheduleBuilder(execution, activities).build());
    }

    /** Length of the longest path, ms; at most the workflow's. */
    public long length() {
        return earliest.of(end);
    }

    /** How much earlier the end would be if the work of these agents took half as long, ms. */
    public long halfTimeSaves(Predicate<String> agents) {
        return length() - earliest.withHalvedWork(agents, end);
    }

    /** The same for one agent. */
    public long halfTimeSaves(String agentId) {
        return length() - earliest.withHalvedWork(agentId, end);
    }

    /** How much later each agent's last run could have ended without delaying the end of the workflow, ms. */
    public Map<String, Long> slack() {
        Map<ScheduleNode, Long> latest = new HashMap<>();
        for (ScheduleNode node : order.reversed()) {
            long time = length();
            for (ScheduleEdge step : graph.outgoingEdgesOf(node)) {
                time = Math.min(
                        time,
                        Objects.requireNonNull(latest.get(graph.getEdgeTarget(step)), "later in the order")
                                - step.weight());
            }
            latest.put(node, time);
        }
        Map<String, Long> slack = new HashMap<>();
        for (ScheduleNode node : order) {
            if (node.agentId() != null) {
                // in time order, so the agent's last one remains
                long until = Objects.requireNonNull(latest.get(node), "every moment is in the order");
                slack.put(node.agentId(), until - earliest.of(node));
            }
        }
        return slack;
    }

    /** The longest path, oldest stretch first; among equally long ones the one whose last stretches are longest. */
    public List<Segment> criticalPath() {
        List<Segment> path = new ArrayList<>();
        ScheduleNode at = end;
        while (!at.equals(start)) {
            ScheduleNode reached = at;
            ScheduleEdge tight = graph.incomingEdgesOf(at).stream()
                    .filter(step -> earliest.of(graph.getEdgeSource(step)) + step.weight() == earliest.of(reached))
                    .min(LONGEST_FIRST)
                    .orElseThrow();
            at = graph.getEdgeSource(tight);
            if (tight.kind() != null && tight.weight() > 0) {
                path.add(new Segment(tight.worker(), tight.kind(), at.at(), reached.at()));
            }
        }
        return merged(path.reversed());
    }

    private static List<Segment> merged(List<Segment> path) {
        List<Segment> merged = new ArrayList<>();
        for (Segment segment : path) {
            Segment last = merged.isEmpty() ? null : merged.getLast();
            if (last != null
                    && last.to() == segment.from()
                    && last.kind() == segment.kind()
                    && Objects.equals(last.agentId(), segment.agentId())) {
                merged.removeLast();
                merged.add(new Segment(last.agentId(), last.kind(), last.from(), segment.to()));
            } else {
                merged.add(segment);
            }
        }
        return merged;
    }
}
