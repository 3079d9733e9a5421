package io.delegraph.stream.core;

import io.delegraph.schemas.lifecycle.AgentState;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The index in the task that owns it. */
final class WritableSessionIndex extends SessionIndex {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    WritableSessionIndex(KeyValueStore<Bytes, byte[]> store) {
        super(store);
        this.store = store;
    }

    /** Stores the progress of a raw partition: the maximum, but not more than {@code latest}. */
    void watermark(int rawPartition, int rawPartitions, long upTo, long latest) {
        Bytes key = key(WATERMARK, ByteBuffer.allocate(4).putInt(rawPartition).array());
        byte[] value =
                ByteBuffer.allocate(12).putLong(upTo).putInt(rawPartitions).array();
        byte[] before = store.get(key);
        if (before == null
                || before.length < WATERMARK_BYTES
                || implausible(before, rawPartitions, latest)
                || ByteBuffer.wrap(before).getLong() < upTo) {
            store.put(key, value);
        }
    }

    private static boolean implausible(byte[] watermark, int rawPartitions, long latest) {
        ByteBuffer value = ByteBuffer.wrap(watermark);
        return value.getLong() > latest || value.getInt() != rawPartitions;
    }

    /** Replaces the index entries of a session. */
    void updateEntry(String sessionId, IndexEntry before, IndexEntry after) {
        if (before.due() != after.due()) {
            if (before.due() != Long.MAX_VALUE) {
                store.delete(timedKey(TIMER, before.due(), sessionId));
            }
            if (after.due() != Long.MAX_VALUE) {
                store.put(timedKey(TIMER, after.due(), sessionId), PRESENT);
            }
        }
        if (before.minute() != after.minute()) {
            if (before.minute() >= 0) {
                store.delete(timedKey(SEEN, ~before.minute(), sessionId));
            }
            if (after.minute() >= 0) {
                store.put(timedKey(SEEN, ~after.minute(), sessionId), PRESENT);
            }
        }
        Bytes key = key(ENTRY, utf8(sessionId));
        if (after.equals(IndexEntry.NONE)) {
            store.delete(key);
        } else {
            ByteBuffer value = ByteBuffer.allocate(after.notEmitted() ? 17 : 16)
                    .putLong(after.due())
                    .putLong(after.minute());
            if (after.notEmitted()) {
                value.put((byte) 1);
            }
            store.put(key, value.array());
        }
    }

    /** Adds or updates an agent; a null state removes it. */
    void putAgent(String sessionId, String agentId, @Nullable AgentState state) {
        Bytes key = agentKey(sessionId, agentId);
        if (state == null) {
            store.delete(key);
        } else {
            store.put(key, utf8(state.name()));
        }
    }
}
