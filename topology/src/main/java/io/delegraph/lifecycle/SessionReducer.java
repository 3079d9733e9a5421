package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.lifecycle.row.ClockShift;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.AgentEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges the fragments of one event into a session's rows. It has no state of its own: the result depends on the rows and the event alone.
 */
final class SessionReducer {
    private SessionReducer() {}

    /**
     * The result of merging one event.
     *
     * @param at the event time, epoch ms; corrected when the client's clock was found to be wrong
     * @param fragments of the event
     * @param changed the rows that changed
     * @param facts that follow from the event alone; none when it is history
     */
    record Reduction(long at, List<Row> fragments, ChangedAgents changed, List<Fact> facts) {}

    static Reduction reduce(SessionRows rows, AgentEvent.InSession event) {
        SessionRow before = rows.session();
        ClientClockCorrection.CorrectedOrigin corrected = new ClientClockCorrection(rows).correct(event);
        List<Row> fragments = EventFragments.of(event, corrected.origin());
        ChangedAgents changed = new ChangedAgents();
        for (Row fragment : fragments) {
            boolean unseen = fragment instanceof AgentRow agent && !rows.hasPlaceInTree(agent.agentId());
            if (rows.merge(fragment)) {
                changed.add(fragment, unseen);
            }
        }
        if (corrected.shift() != null) {
            rows.merge(SessionRow.builder().clock(corrected.shift()).build());
        }
        rows.save();
        List<Fact> facts = event.origin().fromHistory() ? List.of() : facts(event, corrected, before, rows.session());
        return new Reduction(corrected.origin().at(), fragments, changed, facts);
    }

    private static List<Fact> facts(
            AgentEvent.InSession event,
            ClientClockCorrection.CorrectedOrigin corrected,
            SessionRow before,
            SessionRow after) {
        List<Fact> facts = new ArrayList<>(2);
        Timestamped<ClockShift> shift = corrected.shift();
        if (shift != null) {
            facts.add(new Fact.ClockCorrected(
                    event.origin().source(), shift.value().ms()));
        }
        Timestamped<ClientProcess> process = after.process();
        if (process != null && !process.value().equals(Timestamped.valueOf(before.process()))) {
            facts.add(new Fact.ProcessSeen(event.origin().sessionId(), process.value(), process.at()));
        }
        return facts;
    }
}
