package io.delegraph.live;

import io.delegraph.schemas.Json;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.RecordKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record rendered for readers, once for all of them.
 *
 * @param slot index of its partition: see {@link FeedPartitions}
 * @param event for readers of its session; null when readers only get the id of the session
 */
record FeedChange(
        int slot, long offset, String sessionId, @Nullable String event) {
    private static final int OVERHEAD = 100;

    /** Empty for an invalid record. */
    static Optional<FeedChange> of(int slot, ConsumerRecord<byte[], byte[]> record) {
        return RecordKey.parse(record.key())
                .map(key -> new FeedChange(slot, record.offset(), key.sessionId(), event(record, key)));
    }

    private static @Nullable String event(ConsumerRecord<byte[], byte[]> record, RecordKey key) {
        boolean lifecycle = record.topic().equals(Names.LIFECYCLES);
        if (record.value() != null) {
            String name = lifecycle ? "lifecycle" : record.topic().equals(Names.WORKFLOWS) ? "workflow" : "finding";
            return event(name, record.value());
        }
        return lifecycle
                ? event("gone", Json.write(Map.of("session_id", key.sessionId(), "agent_id", key.part())))
                : null;
    }

    /**
     * Formats a server-sent event.
     *
     * @param json on one line, as {@link Json#write} writes it
     */
    static String event(String name, byte[] json) {
        return "event: " + name + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n";
    }

    /** Approximate size in memory. */
    int size() {
        return OVERHEAD + (event == null ? 0 : event.length());
    }
}
