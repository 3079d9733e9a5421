package io.delegraph.stream.core;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.RowStore;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.SessionTimer;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session in memory together with its index entries, which are updated with it: its timer and its position in the lists. */
final class CachedSession {
    private final String sessionId;
    private final WritableSessionIndex index;
    private final Session session;
    private final Map<String, AgentState> listed = new HashMap<>();
    private SessionIndex.IndexEntry entry;

    CachedSession(String sessionId, RowStore rows, WritableSessionIndex index, Policies policies) {
        this.sessionId = sessionId;
        this.index = index;
        this.entry = index.entry(sessionId);
        this.session = new Session(
                new SessionRows(sessionId, rows), policies, new SessionTimer(entry.due(), entry.notEmitted()));
    }

    String id() {
        return sessionId;
    }

    /** For reading. */
    Session session() {
        return session;
    }

    /** See {@link Session#on}. */
    List<Fact> on(AgentEvent.InSession event, long watermark) {
        return updateIndex(session.on(event, watermark));
    }

    /** See {@link Session#onWatermark}. */
    List<Fact> onWatermark(long watermark) {
        return updateIndex(session.onWatermark(watermark));
    }

    /** See {@link Session#onTimer}. */
    List<Fact> onTimer(long watermark) {
        return updateIndex(session.onTimer(watermark));
    }

    boolean holdsBack() {
        return session.holdsBack();
    }

    boolean expired() {
        return session.expired();
    }

    /** Number of agents in memory, including the root. */
    int agents() {
        return Math.max(1, session.rows().agents().size());
    }

    /** Updates the list of live and lost agents; null removes the agent. */
    void updateListed(String agentId, @Nullable AgentState state) {
        boolean unknown = !listed.containsKey(agentId);
        if (listed.put(agentId, state) != state || unknown) {
            index.putAgent(sessionId, agentId, state);
        }
    }

    /** Whether the list has the agent in that state. */
    boolean listedAs(String agentId, AgentState state) {
        return listed.containsKey(agentId)
                ? listed.get(agentId) == state
                : index.agentState(sessionId, agentId) == state;
    }

    private List<Fact> updateIndex(List<Fact> facts) {
        SessionIndex.IndexEntry next = session.expired() ? SessionIndex.IndexEntry.NONE : indexEntry();
        if (!next.equals(entry)) {
            index.updateEntry(sessionId, entry, next);
            entry = next;
        }
        return facts;
    }

    private SessionIndex.IndexEntry indexEntry() {
        Sighting seen = session.rows().session().seen();
        SessionTimer timer = session.timer();
        return new SessionIndex.IndexEntry(
                timer.due(), seen == null ? -1 : SessionIndex.minute(seen.lastAt()), timer.unemitted());
    }
}
