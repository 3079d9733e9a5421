package io.delegraph.stream;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.SessionReducer;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A session in memory with its entries in the index: its timer, its place in the lists. */
final class LiveSession {
    /**
     * A workflow's graph follows its events by so much, ms, and by so much more for each agent of the session and for every so many calls: it
     * costs a look at every tool call, and one of thousands of agents takes seconds.
     */
    private static final long ANALYSED_AFTER = 5_000;

    private static final long ANALYSED_AFTER_AGENT = 25;
    private static final long CALLS_IN_A_MS = 20;

    /** A change of structure that is held back is told at the next watermark, at the latest after this time, ms. */
    private static final long TOLD_AFTER = 1_000;

    private final String sessionId;
    private final StoredRows stored;
    private final SessionIndex index;
    private final Limits limits;
    private final SessionReducer reducer;
    private final Map<String, AgentState> listed = new HashMap<>();
    private SessionIndex.Booked booked;

    /** Whether history was taken in, or held back when the session was put away, and not told since. */
    private boolean untold;

    LiveSession(String sessionId, StoredRows stored, SessionIndex index, Policies policies) {
        this.sessionId = sessionId;
        this.stored = stored;
        this.index = index;
        this.limits = policies.limits();
        this.reducer = new SessionReducer(new SessionRows(sessionId, stored), policies);
        this.booked = index.booked(sessionId);
        this.untold = booked.untold();
    }

    String id() {
        return sessionId;
    }

    List<Fact> apply(AgentEvent.InSession event, long watermark) {
        boolean history = event.origin().fromHistory();
        untold |= history;
        if (!untold) {
            reducer.recall(analysed(watermark));
        }
        List<Fact> facts = reducer.apply(event, watermark);
        SessionRow session = reducer.rows().session();
        long minute =
                session.seen() == null ? -1 : SessionIndex.minute(session.seen().lastAt());
        // an open call or a wait may end at any event: no timer is set later than a silent agent's would be
        long due = Math.min(booked.due(), reducer.silentAt());
        if (history) {
            due = Math.min(due, event.origin().arrivedAt() + limits.grace().toMillis());
        }
        due = Math.min(due, reducer.wakeAt().orElse(Long.MAX_VALUE));
        if (reducer.behind()) {
            due = Math.min(due, Math.max(watermark, event.origin().arrivedAt()) + TOLD_AFTER);
        }
        if (reducer.stale()) {
            due = Math.min(due, Math.max(watermark, event.origin().arrivedAt()) + analysedAfter());
        }
        book(new SessionIndex.Booked(Math.min(due, reducer.forgetAt()), minute, untold || reducer.behind()));
        return facts;
    }

    /** Whether its timer is set later than it would be if something had been left to analyse when the session was put away. */
    private boolean analysed(long watermark) {
        return booked.due() > Math.max(watermark, reducer.lastArrival()) + analysedAfter();
    }

    private long analysedAfter() {
        return ANALYSED_AFTER + ANALYSED_AFTER_AGENT * agents() + reducer.rows().calls() / CALLS_IN_A_MS;
    }

    List<Fact> flush(long watermark) {
        List<Fact> facts = reducer.flush(watermark);
        long due = Math.min(booked.due(), reducer.wakeAt().orElse(Long.MAX_VALUE));
        book(new SessionIndex.Booked(due, booked.minute(), untold));
        return facts;
    }

    /** Its timer is due: the watermark says something, or it fired early and is set anew, or the session's time is over. */
    List<Fact> fire(long watermark) {
        if (reducer.forgetAt() <= watermark) {
            List<Fact> facts = reducer.forget(watermark);
            stored.deleteAll();
            book(SessionIndex.Booked.NONE);
            return facts;
        }
        List<Fact> facts = reducer.wake(watermark);
        untold = false;
        long due = reducer.wakeAt()
                .map(wake -> Math.min(
                        wake,
                        Math.max(
                                reducer.silentAt(),
                                watermark + limits.lostAfter().toMillis())))
                .orElse(Long.MAX_VALUE);
        book(new SessionIndex.Booked(Math.min(due, reducer.forgetAt()), booked.minute(), false));
        return facts;
    }

    boolean forgotten() {
        return booked.equals(SessionIndex.Booked.NONE);
    }

    /** How many agents it keeps in memory, the root among them. */
    int agents() {
        return Math.max(1, reducer.rows().agents().size());
    }

    boolean pending() {
        return reducer.pending();
    }

    /** Keeps an agent in the list of those that are alive or lost; null takes it out. */
    void list(String agentId, AgentState state) {
        boolean unknown = !listed.containsKey(agentId);
        if (listed.put(agentId, state) != state || unknown) {
            index.agent(sessionId, agentId, state);
        }
    }

    /** Whether the list has an agent in that state. */
    boolean listedAs(String agentId, AgentState state) {
        return listed.containsKey(agentId)
                ? listed.get(agentId) == state
                : index.agentState(sessionId, agentId) == state;
    }

    private void book(SessionIndex.Booked next) {
        if (!next.equals(booked)) {
            index.book(sessionId, booked, next);
            booked = next;
        }
    }
}
