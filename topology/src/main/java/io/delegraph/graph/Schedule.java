package io.delegraph.graph;

import io.delegraph.schemas.graph.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * What had to precede what: moments, joined by stretches of work, handovers and waits for a person, each at least as long as it took.
 * Waiting for a child and idling take no time of their own, so the longest way through is what the elapsed time waited for.
 */
public final class Schedule {
    private static final Comparator<Step> LONGEST_FIRST = Comparator.comparingLong(Step::weight)
            .reversed()
            .thenComparing(step -> step.kind() == null)
            .thenComparing(step -> step.agentId() == null ? "" : step.agentId())
            .thenComparingInt(Step::number);

    private final DirectedAcyclicGraph<Moment, Step> graph;
    private final List<Moment> order = new ArrayList<>();
    private final Moment start;
    private final Moment end;
    private final EarliestTimes earliest;

    /**
     * A moment of an agent; null for the workflow's own start and end.
     *
     * @param number tells moments of the same time apart
     */
    record Moment(String agentId, long at, int number) {}

    /**
     * A stretch between two moments.
     *
     * @param agentId who spends it; null for order alone
     * @param kind null for order alone, and for time of which nothing is known
     * @param weight ms
     * @param number tells stretches apart
     */
    record Step(String agentId, Segment.Kind kind, long weight, int number) {}

    Schedule(DirectedAcyclicGraph<Moment, Step> graph, Moment start, Moment end) {
        this.graph = graph;
        this.start = start;
        this.end = end;
        graph.iterator().forEachRemaining(order::add);
        this.earliest = new EarliestTimes(graph, order);
    }

    public static Schedule of(Episode episode, Map<String, Activity> activities) {
        return new ScheduleBuilder(episode, activities).build();
    }

    /** Length of the longest way, ms; at most the episode's. */
    public long length() {
        return earliest.of(end);
    }

    /** So much earlier the end would be if the work of these agents took half as long, ms. */
    public long halfTimeSaves(Predicate<String> agents) {
        return length() - earliest.withHalfTheWork(agents, end);
    }

    /** The same for one agent. */
    public long halfTimeSaves(String agentId) {
        return length() - earliest.withHalfTheWork(agentId, end);
    }

    /** So much later each agent's last run could have ended without a later end of all, ms. */
    public Map<String, Long> slack() {
        Map<Moment, Long> latest = new HashMap<>();
        for (Moment moment : order.reversed()) {
            long time = length();
            for (Step step : graph.outgoingEdgesOf(moment)) {
                time = Math.min(time, latest.get(graph.getEdgeTarget(step)) - step.weight());
            }
            latest.put(moment, time);
        }
        Map<String, Long> slack = new HashMap<>();
        for (Moment moment : order) {
            if (moment.agentId() != null) {
                // in their order, so the agent's last one counts
                slack.put(moment.agentId(), latest.get(moment) - earliest.of(moment));
            }
        }
        return slack;
    }

    /** The longest way, oldest stretch first; of several as long the one whose last stretches are longest. */
    public List<Segment> criticalPath() {
        List<Segment> path = new ArrayList<>();
        Moment at = end;
        while (!at.equals(start)) {
            Moment reached = at;
            Step tight = graph.incomingEdgesOf(at).stream()
                    .filter(step -> earliest.of(graph.getEdgeSource(step)) + step.weight() == earliest.of(reached))
                    .min(LONGEST_FIRST)
                    .orElseThrow();
            at = graph.getEdgeSource(tight);
            if (tight.kind() != null && tight.weight() > 0) {
                path.add(new Segment(tight.agentId(), tight.kind(), at.at(), reached.at()));
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

    DirectedAcyclicGraph<Moment, Step> graph() {
        return graph;
    }

    Moment start() {
        return start;
    }

    Moment end() {
        return end;
    }
}
