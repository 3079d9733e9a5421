package io.delegraph.stream.core;

import io.delegraph.lifecycle.Policies;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sessions that had events lately, kept in memory; the store has all of them and everything of each. */
final class SessionCache {
    /** What an agent takes in memory with its rows, what was emitted of it and its part in the analysis, bytes. */
    private static final long BYTES_PER_AGENT = 3_000;

    /** All partitions together cache at most this fraction of the heap. An evicted session is reloaded when needed. */
    private static final int HEAP_DIVISOR = 6;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final WritableSessionIndex index;
    private final Policies policies;
    private final Map<String, CachedSession> sessions = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, Integer> agentCounts = new HashMap<>();
    private final int maxAgents;
    private int agents;

    SessionCache(KeyValueStore<Bytes, byte[]> rows, WritableSessionIndex index, Policies policies, int most) {
        this.rows = rows;
        this.index = index;
        this.policies = policies;
        this.maxAgents = most;
    }

    /** How many agents one of so many partitions keeps: bounded by agents, because sessions differ so much. */
    static int maxAgents(int partitions) {
        long most = Runtime.getRuntime().maxMemory() / HEAP_DIVISOR / BYTES_PER_AGENT / partitions;
        return (int) Math.min(Integer.MAX_VALUE, most);
    }

    CachedSession of(String sessionId) {
        CachedSession session = sessions.get(sessionId);
        if (session == null) {
            evict();
            session = new CachedSession(sessionId, new WritableKeyValueRowStore(sessionId, rows), index, policies);
            sessions.put(sessionId, session);
        }
        updateAgentCount(sessionId, session.agents());
        return session;
    }

    void remove(String sessionId) {
        sessions.remove(sessionId);
        updateAgentCount(sessionId, 0);
    }

    private void updateAgentCount(String sessionId, int now) {
        Integer before = now == 0 ? agentCounts.remove(sessionId) : agentCounts.put(sessionId, now);
        agents += now - (before == null ? 0 : before);
    }

    /** How many agents are kept. */
    int agents() {
        return agents;
    }

    /** Puts the sessions away that had no event for the longest time. To be called at each watermark too: those that are kept grow. */
    void evict() {
        Iterator<Map.Entry<String, CachedSession>> eldest = sessions.entrySet().iterator();
        while (agents > maxAgents && eldest.hasNext()) {
            Map.Entry<String, CachedSession> entry = eldest.next();
            // what is held back would be lost with it
            if (!entry.getValue().holdsBack()) {
                updateAgentCount(entry.getKey(), 0);
                eldest.remove();
            }
        }
    }
}
