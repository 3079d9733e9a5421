package io.delegraph.graph;

import io.delegraph.graph.Schedule.Moment;
import io.delegraph.graph.Schedule.Step;
import io.delegraph.schemas.graph.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * Puts a schedule together:
 *
 * <pre>
 * parent ──work──► request ─ ─ ─ ─ waits ─ ─ ─ ─► answer ──work──►
 *                     └─handover─► start ──work──► end ─handover─┘
 * </pre>
 */
final class ScheduleBuilder {
    private final Episode episode;
    private final Map<String, Activity> activities;
    private final DirectedAcyclicGraph<Moment, Step> graph =
            new DirectedAcyclicGraph<>(null, () -> new Step(null, null, 0, 0), false);

    /** Every run's moments, by agent, in time order. */
    private final Map<String, List<NavigableMap<Long, Moment>>> moments = new HashMap<>();

    private final Moment start;
    private final Moment end;
    private int number;

    ScheduleBuilder(Episode episode, Map<String, Activity> activities) {
        this.episode = episode;
        this.activities = activities;
        this.start = new Moment(null, episode.span().from(), 0);
        this.end = new Moment(null, episode.span().to(), 1);
        this.number = 2;
    }

    Schedule build() {
        graph.addVertex(start);
        graph.addVertex(end);
        episode.works().forEach(this::runs);
        episode.works().forEach(this::handovers);
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

    private void runs(Work work) {
        List<NavigableMap<Long, Moment>> runs = new ArrayList<>();
        for (Span run : Span.union(Span.within(work.runs(), episode.span()))) {
            NavigableMap<Long, Moment> cut = new TreeMap<>();
            for (long at : cuts(work, run)) {
                Moment moment = new Moment(work.agentId(), at, number++);
                graph.addVertex(moment);
                cut.put(at, moment);
            }
            cut.forEach((at, moment) -> {
                Map.Entry<Long, Moment> before = cut.lowerEntry(at);
                if (before != null) {
                    between(work.agentId(), before.getValue(), moment);
                }
            });
            if (!runs.isEmpty()) {
                join(runs.getLast().lastEntry().getValue(), cut.firstEntry().getValue(), null, null, 0);
            }
            runs.add(cut);
        }
        moments.put(work.agentId(), runs);
    }

    /** The moments of a run at which something passes between it and another, or it begins or ceases to work. */
    private NavigableSet<Long> cuts(Work work, Span run) {
        NavigableSet<Long> cuts = new TreeSet<>(List.of(run.from(), run.to()));
        for (Work child : episode.children(work.agentId())) {
            add(cuts, child.requestedAt(), run);
            if (child.awaited()) {
                add(cuts, Activity.awaited(child).to(), run);
            }
            child.resumes().forEach(at -> add(cuts, at, run));
        }
        Activity activity = activities.get(work.agentId());
        activity.person().forEach(span -> {
            add(cuts, span.from(), run);
            add(cuts, span.to(), run);
        });
        return cuts;
    }

    private static void add(NavigableSet<Long> cuts, Long at, Span run) {
        if (at != null && at > run.from() && at < run.to()) {
            cuts.add(at);
        }
    }

    private void between(String agentId, Moment from, Moment to) {
        Span span = new Span(from.at(), to.at());
        Activity activity = activities.get(agentId);
        if (covers(activity.work(), span)) {
            join(from, to, agentId, Segment.Kind.WORK, span.length());
        } else if (covers(activity.person(), span)) {
            join(from, to, agentId, Segment.Kind.PERSON, span.length());
        } else {
            join(from, to, null, null, 0);
        }
    }

    private static boolean covers(List<Span> spans, Span span) {
        return spans.stream().anyMatch(it -> it.overlap(span) == span.length());
    }

    private void handovers(Work work) {
        List<NavigableMap<Long, Moment>> runs = moments.get(work.agentId());
        if (runs.isEmpty() || work.parentId() == null) {
            return;
        }
        if (work.requestedAt() != null) {
            handover(at(work.parentId(), work.requestedAt()), first(runs, 0), work.agentId());
        }
        for (int i = 0; i < work.resumes().size() && i + 1 < runs.size(); i++) {
            handover(at(work.parentId(), work.resumes().get(i)), first(runs, i + 1), work.agentId());
        }
        if (work.awaited()) {
            handover(last(runs, 0), at(work.parentId(), Activity.awaited(work).to()), work.agentId());
        } else {
            for (int i = 0; i < runs.size(); i++) {
                told(last(runs, i), work);
            }
        }
    }

    /** A background run's end sets its parent going again when that stands still: from there on it is what was waited for. */
    private void told(Moment ended, Work work) {
        for (NavigableMap<Long, Moment> run : moments.getOrDefault(work.parentId(), List.of())) {
            Moment begins = run.firstEntry().getValue();
            if (begins.at() >= ended.at()) {
                handover(ended, begins, work.agentId());
                return;
            }
        }
    }

    private static Moment first(List<NavigableMap<Long, Moment>> runs, int run) {
        return runs.get(run).firstEntry().getValue();
    }

    private static Moment last(List<NavigableMap<Long, Moment>> runs, int run) {
        return runs.get(run).lastEntry().getValue();
    }

    /** Null when none of the agent's runs has a moment then. */
    private Moment at(String agentId, long at) {
        for (NavigableMap<Long, Moment> run : moments.getOrDefault(agentId, List.of())) {
            Moment moment = run.get(at);
            if (moment != null) {
                return moment;
            }
        }
        return null;
    }

    private void handover(Moment from, Moment to, String agentId) {
        if (from != null && to != null) {
            join(from, to, agentId, Segment.Kind.HANDOVER, to.at() - from.at());
        }
    }

    /** Nothing precedes what was before it: clocks that differ, and what happened within one ms, may say so. */
    private void join(Moment from, Moment to, String agentId, Segment.Kind kind, long weight) {
        if (to.at() >= from.at()) {
            try {
                graph.addEdge(from, to, new Step(agentId, kind, weight, number++));
            } catch (IllegalArgumentException e) {
                // it would close a circle within one ms
            }
        }
    }
}
