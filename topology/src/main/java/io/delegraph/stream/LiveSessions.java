package io.delegraph.stream;

import io.delegraph.lifecycle.Policies;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sessions that had events lately, kept in memory; the store has all of them and everything of each. */
final class LiveSessions {
    /** So many agents of a partition stay in memory, about 3 kB each: bounded by agents, because sessions differ so much. */
    private static final int AGENTS_KEPT = 1_500;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final SessionIndex index;
    private final Policies policies;
    private final Map<String, LiveSession> live = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, Integer> sizes = new HashMap<>();
    private int agents;

    LiveSessions(KeyValueStore<Bytes, byte[]> rows, SessionIndex index, Policies policies) {
        this.rows = rows;
        this.index = index;
        this.policies = policies;
    }

    LiveSession of(String sessionId) {
        LiveSession session = live.get(sessionId);
        if (session == null) {
            makeRoom();
            session = new LiveSession(sessionId, new StoredRows(sessionId, rows), index, policies);
            live.put(sessionId, session);
        }
        weigh(sessionId, session.agents());
        return session;
    }

    void drop(String sessionId) {
        live.remove(sessionId);
        weigh(sessionId, 0);
    }

    private void weigh(String sessionId, int now) {
        Integer before = now == 0 ? sizes.remove(sessionId) : sizes.put(sessionId, now);
        agents += now - (before == null ? 0 : before);
    }

    private void makeRoom() {
        Iterator<Map.Entry<String, LiveSession>> eldest = live.entrySet().iterator();
        while (agents > AGENTS_KEPT && eldest.hasNext()) {
            Map.Entry<String, LiveSession> entry = eldest.next();
            // what is held back would be forgotten with it
            if (!entry.getValue().pending()) {
                weigh(entry.getKey(), 0);
                eldest.remove();
            }
        }
    }
}
