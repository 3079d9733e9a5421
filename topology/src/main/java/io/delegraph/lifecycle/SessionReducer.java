package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.AgentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Merges what one event says into a session's rows. It remembers nothing: what comes of it depends on the rows and the event alone. */
final class SessionReducer {
    private SessionReducer() {}

    /**
     * What came of an event.
     *
     * @param at when it happened, epoch ms; corrected where the client's clock was found to be wrong
     * @param fragments what it said
     * @param changed what of that was new
     * @param facts what it says by itself, whatever else is known; nothing when it is history
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
            rows.merge(corrected.shift());
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
        boolean another = after.process() != null
                && !Objects.equals(Timestamped.valueOf(before.process()), Timestamped.valueOf(after.process()));
        if (corrected.shift() == null && !another) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        if (corrected.shift() != null) {
            facts.add(new Fact.ClockCorrected(
                    event.origin().source(), corrected.shift().clock().value().ms()));
        }
        if (another) {
            facts.add(new Fact.ProcessSeen(
                    event.origin().sessionId(),
                    after.process().value(),
                    after.process().at()));
        }
        return facts;
    }
}
