package io.delegraph.stream.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stores which sessions left an agent at work, and which sessions found an agent that they did not start. The agent's id is the same in
 * both.
 *
 * <pre>
 * mark, host, agent, L or F, session  →  when, epoch ms
 * </pre>
 */
final class MovedAgentStore {
    /** Sorts apart from every key of {@link HostClients}, which begin with a length or the complement of one. */
    private static final int KEY_PREFIX = 0xC0000000;

    private static final byte LEFT = 'L';
    private static final byte FOUND = 'F';
    private static final ByteArraySerializer PREFIX_SERIALIZER = new ByteArraySerializer();

    private final KeyValueStore<Bytes, byte[]> store;

    MovedAgentStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Records that a session left the agent; returns the sessions that found it. */
    List<String> recordLeft(String host, String agentId, String sessionId, long at) {
        put(host, agentId, LEFT, sessionId, at);
        return sessions(host, agentId, FOUND);
    }

    /** Records that a session found the agent; returns the sessions that left it. */
    List<String> recordFound(String host, String agentId, String sessionId, long at) {
        put(host, agentId, FOUND, sessionId, at);
        return sessions(host, agentId, LEFT);
    }

    /** Deletes what was recorded before this time, epoch ms. */
    void expire(long before) {
        List<Bytes> old = new ArrayList<>();
        byte[] prefix = ByteBuffer.allocate(4).putInt(KEY_PREFIX).array();
        try (KeyValueIterator<Bytes, byte[]> all = store.prefixScan(prefix, PREFIX_SERIALIZER)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (ByteBuffer.wrap(entry.value).getLong() < before) {
                    old.add(entry.key);
                }
            }
        }
        old.forEach(store::delete);
    }

    private void put(String host, String agentId, byte role, String sessionId, long at) {
        byte[] session = utf8(sessionId);
        byte[] prefix = prefix(host, agentId, role);
        Bytes key = Bytes.wrap(ByteBuffer.allocate(prefix.length + session.length)
                .put(prefix)
                .put(session)
                .array());
        store.put(key, ByteBuffer.allocate(8).putLong(at).array());
    }

    private List<String> sessions(String host, String agentId, byte role) {
        List<String> sessions = new ArrayList<>();
        byte[] prefix = prefix(host, agentId, role);
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, PREFIX_SERIALIZER)) {
            found.forEachRemaining(entry -> {
                byte[] key = entry.key.get();
                sessions.add(new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8));
            });
        }
        return sessions;
    }

    private static byte[] prefix(String host, String agentId, byte role) {
        byte[] hostBytes = utf8(host);
        byte[] agent = utf8(agentId);
        return ByteBuffer.allocate(4 + 4 + hostBytes.length + 4 + agent.length + 1)
                .putInt(KEY_PREFIX)
                .putInt(hostBytes.length)
                .put(hostBytes)
                .putInt(agent.length)
                .put(agent)
                .put(role)
                .array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
