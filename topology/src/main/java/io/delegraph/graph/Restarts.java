package io.delegraph.graph;

import io.delegraph.graph.Schedule.Moment;
import io.delegraph.schemas.graph.Segment;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;

/**
 * What sets an agent going again that stood still between two runs: the end of a run that it had not waited for.
 *
 * <pre>
 * parent  ──work──┐                 ┌──work──►
 * child A ──work────► ─ (slack) ─   │
 * child B ──────work────────► ─handover
 * </pre>
 */
final class Restarts {
    private final Work parent;
    private final ScheduleDraft draft;
    private final List<End> ends = new ArrayList<>();

    private record End(Moment moment, String agentId) {}

    Restarts(Work parent, Episode episode, ScheduleDraft draft) {
        this.parent = parent;
        this.draft = draft;
        for (Work child : episode.children(parent.agentId())) {
            for (int i = child.awaited() ? 1 : 0; i < child.runs().size(); i++) {
                Moment moment = draft.at(child.agentId(), child.runs().get(i).to());
                // no parent is notified of the end of a lost agent
                if (moment != null && child.state() != AgentState.LOST) {
                    ends.add(new End(moment, child.agentId()));
                }
            }
        }
    }

    /** Puts in what came between each two of the agent's runs. */
    void join(List<Span> runs) {
        for (int i = 1; i < runs.size(); i++) {
            join(runs.get(i - 1), runs.get(i));
        }
    }

    private void join(Span before, Span after) {
        Moment stopped = draft.at(parent.agentId(), before.to());
        Moment begins = draft.at(parent.agentId(), after.from());
        List<End> told = ends.stream()
                .filter(end -> end.moment().at() > before.from() && end.moment().at() <= after.from())
                .toList();
        // what ended while the agent was still at work, or before another one's end, was not what it waited for last
        long since = told.stream().mapToLong(end -> end.moment().at()).reduce(before.to(), Math::max);
        for (End end : told) {
            Segment.Kind kind = end.moment().at() == since ? Segment.Kind.HANDOVER : null;
            draft.join(end.moment(), begins, end.agentId(), kind, after.from() - since);
        }
        if (!told.isEmpty() && since == before.to()) {
            draft.join(stopped, begins, told.getLast().agentId(), Segment.Kind.HANDOVER, after.from() - since);
        } else {
            draft.join(stopped, begins, null, null, 0);
        }
    }
}
