package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.Schedule.ScheduleNode;
import io.delegraph.schemas.graph.Segment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts a schedule together:
 *
 * <pre>
 * parent ──work──► request ─ ─ ─ ─ waits ─ ─ ─ ─► answer ──work──►
 *                     └─handover─► start ──work──► end ─handover─┘
 * </pre>
 */
final class ScheduleBuilder {
    private final WorkflowExecution execution;
    private final Map<String, Activity> activities;
    /** Every agent's runs within the episode, in time order and apart from each other. */
    private final Map<String, List<TimeRange>> runs = new HashMap<>();

    private final ScheduleGraph draft;

    ScheduleBuilder(WorkflowExecution episode, Map<String, Activity> activities) {
        this.execution = episode;
        this.activities = activities;
        Map<String, NavigableSet<Long>> cuts = new LinkedHashMap<>();
        for (AgentExecution work : episode.executions()) {
            runs.put(work.agentId(), TimeRange.unionWithin(work.runs(), episode.span()));
            cuts.put(work.agentId(), cuts(work));
        }
        this.draft = new ScheduleGraph(episode.span(), cuts);
    }

    Schedule build() {
        execution.executions().forEach(this::addRuns);
        execution.executions().forEach(this::addStartHandovers);
        execution.executions().forEach(this::addReturnHandover);
        execution.executions().forEach(work -> new RestartEdges(work, execution, draft).addTo(runs(work)));
        return draft.build();
    }

    /** An agent's runs, cut where something passes between it and another, or it begins or ceases to work. */
    private void addRuns(AgentExecution work) {
        for (TimeRange run : runs(work)) {
            ScheduleNode before = null;
            for (ScheduleNode moment : draft.nodesWithin(work.agentId(), run)) {
                if (before != null) {
                    addStretch(work.agentId(), before, moment);
                }
                before = moment;
            }
        }
    }

    private List<TimeRange> runs(AgentExecution work) {
        return Objects.requireNonNull(runs.get(work.agentId()), "the constructor puts every agent's runs");
    }

    private Activity activity(String agentId) {
        return Objects.requireNonNull(activities.get(agentId), "every agent of the execution has its activity");
    }

    /** Where its runs are cut; what lies outside of them is no moment of it. */
    private NavigableSet<Long> cuts(AgentExecution work) {
        NavigableSet<Long> cuts = new TreeSet<>();
        Activity activity = activity(work.agentId());
        Stream.of(runs(work), work.runs(), activity.work(), activity.waiting(), activity.person())
                .flatMap(List::stream)
                .forEach(span -> cuts.addAll(List.of(span.from(), span.to())));
        for (AgentExecution child : execution.children(work.agentId())) {
            child.runs().forEach(run -> cuts.add(run.from()));
            cuts.add(Activity.awaitedRange(child).to());
            cuts.add(child.firstRunRange().from());
            cuts.addAll(child.resumes());
        }
        cuts.add(Activity.awaitedRange(work).to());
        NavigableSet<Long> inside = new TreeSet<>();
        runs(work).forEach(run -> inside.addAll(cuts.subSet(run.from(), true, run.to(), true)));
        return inside;
    }

    private void addStretch(String agentId, ScheduleNode from, ScheduleNode to) {
        TimeRange span = new TimeRange(from.at(), to.at());
        Activity activity = activity(agentId);
        if (TimeRange.covers(activity.work(), span)) {
            draft.addEdge(from, to, agentId, Segment.Kind.WORK, span.lengthMs());
        } else if (TimeRange.covers(activity.person(), span)) {
            draft.addEdge(from, to, agentId, Segment.Kind.PERSON, span.lengthMs());
        } else {
            draft.addEdge(from, to, null, null, 0);
        }
    }

    /** From the parent's requests to the runs; a run whose request was not seen, or seen after it, was asked for when it began. */
    private void addStartHandovers(AgentExecution work) {
        String parentId = work.parentId();
        if (parentId == null || work.runs().isEmpty()) {
            return;
        }
        addStartHandovers(parentId, work, work.requestedAt() == null ? work.from() : work.requestedAt(), work.from());
        boolean all = work.resumes().size() + 1 == work.runs().size();
        for (int i = 0; i < work.resumes().size(); i++) {
            long at = work.resumes().get(i);
            if (all) {
                addStartHandovers(parentId, work, at, work.runs().get(i + 1).from());
            } else {
                work.runs().stream()
                        .skip(1)
                        .map(TimeRange::from)
                        .filter(from -> from >= at)
                        .findFirst()
                        .ifPresent(from -> addStartHandovers(parentId, work, at, from));
            }
        }
    }

    private void addStartHandovers(String parentId, AgentExecution work, long asked, long began) {
        draft.addHandover(
                draft.node(parentId, Math.min(asked, began)), draft.node(work.agentId(), began), work.agentId());
    }

    /** From the end of what was waited for to the parent's going on; an end that was seen after that was not later than it. */
    private void addReturnHandover(AgentExecution work) {
        if (work.parentId() != null && work.awaited() && !work.runs().isEmpty()) {
            long answered = Activity.awaitedRange(work).to();
            long ended = Math.min(work.runs().getFirst().to(), answered);
            draft.addHandover(draft.node(work.agentId(), ended), draft.node(work.parentId(), answered), work.agentId());
        }
    }
}
