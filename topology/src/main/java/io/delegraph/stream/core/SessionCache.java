package io.delegraph.stream.core;

import io.delegraph.lifecycle.Policies;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The most recently used sessions in memory; the store has all sessions completely. */
final class SessionCache {
    /** Estimated memory of an agent with its rows, its emitted state and its part of the analysis, bytes. */
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

    /** Number of agents that each partition caches. The bound is on agents because sessions differ so much in size. */
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

    /** The number of cached agents. */
    int agents() {
        return agents;
    }

    /** Evicts the sessions that have been idle longest. To be called at each watermark too, because cached sessions grow. */
    void evict() {
        Iterator<Map.Entry<String, CachedSession>> eldest = sessions.entrySet().iterator();
        while (agents > maxAgents && eldest.hasNext()) {
            Map.Entry<String, CachedSession> entry = eldest.next();
            // eviction would lose its deferred changes
            if (!entry.getValue().holdsBack()) {
                updateAgentCount(entry.getKey(), 0);
                eldest.remove();
            }
        }
    }
}
