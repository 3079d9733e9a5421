package io.delegraph.stream.core;

import io.delegraph.schemas.lifecycle.AgentState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * An index over the sessions of a partition, so that no list needs a scan of all rows.
 *
 * <pre>
 * W raw partition                 → upTo, raw partitions   the progress of each raw partition
 * T due time, session             → -                      the timer of a session
 * S inverted minute, session      → -                      sessions, the latest seen first
 * B session                       → due time, minute, u    its current T and S; u while something was not emitted
 * A session, agent                → state                  agents that are alive or lost
 * </pre>
 */
public sealed class SessionIndex permits WritableSessionIndex {
    static final byte WATERMARK = 'W';
    static final byte TIMER = 'T';
    static final byte SEEN = 'S';
    static final byte ENTRY = 'B';
    private static final byte AGENT = 'A';
    private static final long MINUTE_MS = 60_000;
    static final int WATERMARK_BYTES = 12;
    private static final ByteArraySerializer PREFIX_SERIALIZER = new ByteArraySerializer();

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    public SessionIndex(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * The index entries of a session.
     *
     * @param due arrival time at which its timer fires; {@link Long#MAX_VALUE} for never
     * @param minute minutes since the epoch when it was last seen; -1 when it is not in the list yet
     * @param notEmitted whether merged events were not emitted yet: history, or a deferred change of structure
     */
    record IndexEntry(long due, long minute, boolean notEmitted) {
        static final IndexEntry NONE = new IndexEntry(Long.MAX_VALUE, -1, false);
    }

    /** A live or lost agent. */
    public record ListedAgent(String sessionId, String agentId, AgentState state) {}

    /** A session in the list; it also serves as the cursor for the next page. */
    public record ListedSession(long minute, String sessionId) {}

    /** Arrival time up to which every raw partition was read, epoch ms; 0 while a partition has not reported. */
    public long watermark() {
        long smallest = Long.MAX_VALUE;
        int reported = 0;
        int partitions = Integer.MAX_VALUE;
        try (KeyValueIterator<Bytes, byte[]> all = scan(new byte[] {WATERMARK})) {
            while (all.hasNext() && reported < partitions) {
                ByteBuffer value = ByteBuffer.wrap(all.next().value);
                if (value.remaining() < WATERMARK_BYTES) {
                    // not written by this program; the partition will report again
                    continue;
                }
                smallest = Math.min(smallest, value.getLong());
                // the first entry's: an unchecked entry of an earlier version may have a higher number than there are
                partitions = Math.min(partitions, value.getInt());
                reported++;
            }
        }
        return reported < partitions ? 0 : smallest;
    }

    IndexEntry entry(String sessionId) {
        byte[] value = store.get(key(ENTRY, utf8(sessionId)));
        if (value == null) {
            return IndexEntry.NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        return new IndexEntry(in.getLong(), in.getLong(), in.hasRemaining());
    }

    /** The ids of sessions that begin with {@code prefix}, in the order of their bytes, at most {@code limit}. */
    public List<String> startingWith(String prefix, int limit) {
        List<String> sessions = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                scan(key(ENTRY, utf8(prefix)).get())) {
            while (entries.hasNext() && sessions.size() < limit) {
                byte[] key = entries.next().key.get();
                sessions.add(new String(key, 1, key.length - 1, StandardCharsets.UTF_8));
            }
        }
        return sessions;
    }

    /** Minutes since the epoch of a time in ms. */
    public static long minute(long at) {
        return at / MINUTE_MS;
    }

    /** Sessions whose timer is due, but not before {@code from}, the earliest first, at most {@code limit}. */
    List<String> due(long from, long watermark, int limit) {
        if (from > watermark) {
            return List.of();
        }
        List<String> sessions = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> timers =
                store.range(timedKey(TIMER, from, ""), timedKey(TIMER, watermark + 1, ""))) {
            while (timers.hasNext() && sessions.size() < limit) {
                sessions.add(session(timers.next().key));
            }
        }
        return sessions;
    }

    /** Sessions behind {@code after}, or the first ones for null, by the minute in which they were last seen, the latest first. */
    public List<ListedSession> latest(@Nullable ListedSession after, int limit) {
        List<ListedSession> sessions = new ArrayList<>();
        Bytes from =
                after == null ? timedKey(SEEN, Long.MIN_VALUE, "") : timedKey(SEEN, ~after.minute(), after.sessionId());
        try (KeyValueIterator<Bytes, byte[]> seen = store.range(from, timedKey(SEEN, -1, ""))) {
            while (seen.hasNext() && sessions.size() < limit) {
                KeyValue<Bytes, byte[]> entry = seen.next();
                ListedSession next = new ListedSession(
                        ~ByteBuffer.wrap(entry.key.get(), 1, 8).getLong(), session(entry.key));
                if (!next.equals(after)) {
                    sessions.add(next);
                }
            }
        }
        return sessions;
    }

    /** The state of an agent; null when it is not in the list. */
    @Nullable
    AgentState agentState(String sessionId, String agentId) {
        byte[] state = store.get(agentKey(sessionId, agentId));
        return state == null ? null : AgentState.valueOf(text(state));
    }

    /** Agents that are alive or lost. */
    public List<ListedAgent> agents() {
        List<ListedAgent> agents = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = scan(new byte[] {AGENT})) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                ByteBuffer in = ByteBuffer.wrap(entry.key.get(), 1, entry.key.get().length - 1);
                byte[] session = new byte[in.getInt()];
                in.get(session);
                byte[] agent = new byte[in.remaining()];
                in.get(agent);
                agents.add(new ListedAgent(text(session), text(agent), AgentState.valueOf(text(entry.value))));
            }
        }
        return agents;
    }

    static Bytes agentKey(String sessionId, String agentId) {
        byte[] session = utf8(sessionId);
        byte[] agent = utf8(agentId);
        return key(
                AGENT,
                ByteBuffer.allocate(4 + session.length + agent.length)
                        .putInt(session.length)
                        .put(session)
                        .put(agent)
                        .array());
    }

    static Bytes timedKey(byte kind, long time, String sessionId) {
        byte[] session = utf8(sessionId);
        return key(
                kind,
                ByteBuffer.allocate(8 + session.length)
                        .putLong(time)
                        .put(session)
                        .array());
    }

    private static String session(Bytes timedKey) {
        byte[] key = timedKey.get();
        return new String(key, 9, key.length - 9, StandardCharsets.UTF_8);
    }

    static Bytes key(byte kind, byte[] rest) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + rest.length).put(kind).put(rest).array());
    }

    private KeyValueIterator<Bytes, byte[]> scan(byte[] prefix) {
        return store.prefixScan(prefix, PREFIX_SERIALIZER);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
