package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.Schedule.ScheduleNode;
import io.delegraph.schemas.graph.Segment;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds edges for what resumed an agent between two runs: the end of a run for which it had not waited.
 *
 * <pre>
 * parent  ──work──┐                 ┌──work──►
 * child A ──work────► ─ (slack) ─   │
 * child B ──────work────────► ─handover
 * </pre>
 */
final class RestartEdges {
    private final AgentExecution parent;
    private final ScheduleGraph draft;
    private final List<RunEnd> ends = new ArrayList<>();

    private record RunEnd(ScheduleNode moment, String agentId) {}

    RestartEdges(AgentExecution parent, WorkflowExecution execution, ScheduleGraph draft) {
        this.parent = parent;
        this.draft = draft;
        for (AgentExecution child : execution.children(parent.agentId())) {
            for (int i = child.awaited() ? 1 : 0; i < child.runs().size(); i++) {
                ScheduleNode node =
                        draft.node(child.agentId(), child.runs().get(i).to());
                // no parent is notified of the end of a lost agent
                if (node != null && child.state() != AgentState.LOST) {
                    ends.add(new RunEnd(node, child.agentId()));
                }
            }
        }
    }

    /** Adds the edges between each two consecutive runs of the agent. */
    void addTo(List<TimeRange> runs) {
        for (int i = 1; i < runs.size(); i++) {
            addTo(runs.get(i - 1), runs.get(i));
        }
    }

    private void addTo(TimeRange before, TimeRange after) {
        ScheduleNode stopped = draft.runEnd(parent.agentId(), before.to());
        ScheduleNode begins = draft.runEnd(parent.agentId(), after.from());
        List<RunEnd> notified = ends.stream()
                .filter(end -> end.moment().at() > before.from() && end.moment().at() <= after.from())
                .toList();
        // a run that ended while the agent was still at work, or before another one's end, was not the last cause
        long since = notified.stream().mapToLong(end -> end.moment().at()).reduce(before.to(), Math::max);
        for (RunEnd end : notified) {
            Segment.Kind kind = end.moment().at() == since ? Segment.Kind.HANDOVER : null;
            draft.addEdge(end.moment(), begins, end.agentId(), kind, after.from() - since);
        }
        if (!notified.isEmpty() && since == before.to()) {
            draft.addEdge(stopped, begins, notified.getLast().agentId(), Segment.Kind.HANDOVER, after.from() - since);
        } else {
            draft.addEdge(stopped, begins, null, null, 0);
        }
    }
}
