package io.delegraph.stream;

import io.delegraph.lifecycle.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sessions that had events lately, kept in memory; the store has all of them and everything of each. */
final class LiveSessions {
    /** Sessions in memory per partition; one of ten agents takes about 20 kB. */
    private static final int KEPT = 500;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final SessionIndex index;
    private final Limits limits;
    private final Map<String, LiveSession> live = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LiveSession> eldest) {
            // what is held back would be forgotten with it
            return size() > KEPT && !eldest.getValue().pending();
        }
    };

    LiveSessions(KeyValueStore<Bytes, byte[]> rows, SessionIndex index, Limits limits) {
        this.rows = rows;
        this.index = index;
        this.limits = limits;
    }

    LiveSession of(String sessionId) {
        LiveSession session = live.get(sessionId);
        if (session == null) {
            session = new LiveSession(sessionId, new StoredRows(sessionId, rows), index, limits);
            live.put(sessionId, session);
        }
        return session;
    }

    void drop(String sessionId) {
        live.remove(sessionId);
    }
}
