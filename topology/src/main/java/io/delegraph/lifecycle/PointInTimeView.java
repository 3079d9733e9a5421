package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A session as it was at a moment of event time: its rows without later events, with the parents that are known now. Everything that is
 * known today about the moment is used, so late events count. Of several ends of one turn, and of the tokens of a resumed agent, only the
 * latest are kept: before these the turn is shown as running and the tokens as unknown.
 */
public final class PointInTimeView {
    private PointInTimeView() {}

    /** The agents that had been requested or seen by then, in their state of that moment, with their totals. */
    public static Hierarchy of(long at, SessionRows rows, LifecycleTimeouts timeouts, Prices prices, long watermark) {
        Sighting seen = rows.session().seen();
        if (seen == null || at >= seen.lastAt()) {
            SessionView now = new SessionView(rows, timeouts, prices, watermark);
            return now.hierarchy(at, now.agents());
        }
        SessionRows then = rows.mapped(new PointInTimeRows(new Moment(at), rows)::asOfThen);
        // inactivity is measured in event time here, because arrival times say when an event was reported, not when it
        // happened
        SessionView view = new SessionView(
                then, DelegationTree.of(rows), DelegationTree.of(then).helpers(), timeouts, prices, at);
        List<AgentLifecycle> agents = view.agents().stream()
                .filter(agent -> agent.agentId().equals(AgentId.ROOT)
                        || agent.startedAt() != null
                        || agent.requestedAt() != null)
                .filter(agent -> firstAt(agent) <= at)
                .toList();
        return view.hierarchy(at, agents);
    }

    private static long firstAt(AgentLifecycle agent) {
        return Stream.of(agent.requestedAt(), agent.startedAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(0L);
    }
}
