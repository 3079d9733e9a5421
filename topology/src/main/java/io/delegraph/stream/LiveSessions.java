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
    /** What an agent takes in memory with its rows, what was emitted of it and its part in the analysis, bytes. */
    private static final long AGENT_BYTES = 3_000;

    /** All partitions together cache at most this fraction of the heap. An evicted session is reloaded when needed. */
    private static final int PART_OF_HEAP = 6;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final WritableSessionIndex index;
    private final Policies policies;
    private final Map<String, LiveSession> live = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, Integer> sizes = new HashMap<>();
    private final int most;
    private int agents;

    LiveSessions(KeyValueStore<Bytes, byte[]> rows, WritableSessionIndex index, Policies policies, int most) {
        this.rows = rows;
        this.index = index;
        this.policies = policies;
        this.most = most;
    }

    /** How many agents one of so many partitions keeps: bounded by agents, because sessions differ so much. */
    static int most(int partitions) {
        long most = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / AGENT_BYTES / partitions;
        return (int) Math.min(Integer.MAX_VALUE, most);
    }

    LiveSession of(String sessionId) {
        LiveSession session = live.get(sessionId);
        if (session == null) {
            makeRoom();
            session = new LiveSession(sessionId, new WritableStoredRows(sessionId, rows), index, policies);
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

    /** How many agents are kept. */
    int agents() {
        return agents;
    }

    /** Puts the sessions away that had no event for the longest time. To be called at each watermark too: those that are kept grow. */
    void makeRoom() {
        Iterator<Map.Entry<String, LiveSession>> eldest = live.entrySet().iterator();
        while (agents > most && eldest.hasNext()) {
            Map.Entry<String, LiveSession> entry = eldest.next();
            // what is held back would be lost with it
            if (!entry.getValue().holdsBack()) {
                weigh(entry.getKey(), 0);
                eldest.remove();
            }
        }
    }
}
