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
 * Builds a schedule:
 *
 * <pre>
 * parent ──work──► request ─ ─ ─ ─ waits ─ ─ ─ ─► answer ──work──►
 *                     └─handover─► start ──work──► end ─handover─┘
 * </pre>
 */
final class ScheduleBuilder {
    private final WorkflowExecution execution;
    private final Map<String, Activity> activities;
    /** Every agent's runs within the workflow, in time order and without overlaps. */
    private final Map<String, List<TimeRange>> runs = new HashMap<>();

    private final ScheduleGraph draft;

    ScheduleBuilder(WorkflowExecution execution, Map<String, Activity> activities) {
        this.execution = execution;
        this.activities = activities;
        Map<String, NavigableSet<Long>> cuts = new LinkedHashMap<>();
        for (AgentExecution agent : execution.executions()) {
            runs.put(agent.agentId(), TimeRange.unionWithin(agent.runs(), execution.span()));
            cuts.put(agent.agentId(), cuts(agent));
        }
        this.draft = new ScheduleGraph(execution.span(), cuts);
    }

    ScheduleGraph build() {
        execution.executions().forEach(this::addRuns);
        execution.executions().forEach(this::addStartHandovers);
        execution.executions().forEach(this::addReturnHandover);
        execution.executions().forEach(agent -> new RestartEdges(agent, execution, draft).addTo(runs(agent)));
        draft.tieLooseEnds();
        return draft;
    }

    /** Adds an agent's runs, cut at each exchange with another agent and at each start or end of work. */
    private void addRuns(AgentExecution agent) {
        for (TimeRange run : runs(agent)) {
            ScheduleNode before = null;
            for (ScheduleNode node : draft.nodesWithin(agent.agentId(), run)) {
                if (before != null) {
                    addStretch(agent.agentId(), before, node);
                }
                before = node;
            }
        }
    }

    private List<TimeRange> runs(AgentExecution agent) {
        return Objects.requireNonNull(runs.get(agent.agentId()), "the constructor puts every agent's runs");
    }

    private Activity activity(String agentId) {
        return Objects.requireNonNull(activities.get(agentId), "every agent of the execution has its activity");
    }

    /** The cuts of an agent's runs; times outside of the runs are excluded. */
    private NavigableSet<Long> cuts(AgentExecution agent) {
        NavigableSet<Long> cuts = new TreeSet<>();
        Activity activity = activity(agent.agentId());
        Stream.of(runs(agent), agent.runs(), activity.work(), activity.waiting(), activity.person())
                .flatMap(List::stream)
                .forEach(span -> cuts.addAll(List.of(span.from(), span.to())));
        for (AgentExecution child : execution.children(agent.agentId())) {
            child.runs().forEach(run -> cuts.add(run.from()));
            cuts.add(Activity.awaitedRange(child).to());
            cuts.add(child.firstRunRange().from());
            cuts.addAll(child.resumes());
        }
        cuts.add(Activity.awaitedRange(agent).to());
        NavigableSet<Long> inside = new TreeSet<>();
        runs(agent).forEach(run -> inside.addAll(cuts.subSet(run.from(), true, run.to(), true)));
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

    /**
     * Adds edges from the parent's requests to the runs. A run whose request was not seen, or was seen later, counts as requested when it
     * began.
     */
    private void addStartHandovers(AgentExecution agent) {
        String parentId = agent.parentId();
        if (parentId == null || agent.runs().isEmpty()) {
            return;
        }
        addStartHandovers(
                parentId, agent, agent.requestedAt() == null ? agent.from() : agent.requestedAt(), agent.from());
        boolean all = agent.resumes().size() + 1 == agent.runs().size();
        for (int i = 0; i < agent.resumes().size(); i++) {
            long at = agent.resumes().get(i);
            if (all) {
                addStartHandovers(parentId, agent, at, agent.runs().get(i + 1).from());
            } else {
                agent.runs().stream()
                        .skip(1)
                        .map(TimeRange::from)
                        .filter(from -> from >= at)
                        .findFirst()
                        .ifPresent(from -> addStartHandovers(parentId, agent, at, from));
            }
        }
    }

    private void addStartHandovers(String parentId, AgentExecution agent, long asked, long began) {
        draft.addHandover(
                draft.node(parentId, Math.min(asked, began)), draft.node(agent.agentId(), began), agent.agentId());
    }

    /**
     * Adds the edge from the end of the awaited child to the moment when the parent went on; an end that was seen later counts as at that
     * moment.
     */
    private void addReturnHandover(AgentExecution agent) {
        if (agent.parentId() != null && agent.awaited() && !agent.runs().isEmpty()) {
            long answered = Activity.awaitedRange(agent).to();
            long ended = Math.min(agent.runs().getFirst().to(), answered);
            draft.addHandover(
                    draft.node(agent.agentId(), ended), draft.node(agent.parentId(), answered), agent.agentId());
        }
    }
}
