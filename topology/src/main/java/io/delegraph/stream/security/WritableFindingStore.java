package io.delegraph.stream.security;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.security.SecurityFinding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The findings, the notable calls and the pending sessions in the task that owns them. */
final class WritableFindingStore extends FindingStore {
    private static final byte[] PRESENT = {1};

    /** Kinds of entries of a session besides its findings. */
    private static final byte[] OTHER_KINDS = {
        FindingKeys.CALL, FindingKeys.REPORTED_AGENT, FindingKeys.REPORTED_WORKFLOW
    };

    private final KeyValueStore<Bytes, byte[]> store;

    WritableFindingStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
        this.store = store;
    }

    void addNotable(String sessionId, String agentId, String toolUseId) {
        store.put(FindingKeys.key(FindingKeys.CALL, sessionId, agentId, toolUseId), PRESENT);
    }

    /** Whether the session has notable calls or findings. */
    boolean hasNotable(String sessionId) {
        try (KeyValueIterator<Bytes, byte[]> found = scan(FindingKeys.key(FindingKeys.CALL, sessionId));
                KeyValueIterator<Bytes, byte[]> findings = scan(FindingKeys.key(FindingKeys.FINDING, sessionId))) {
            return found.hasNext() || findings.hasNext();
        }
    }

    /** Stores a revision of a finding. */
    void put(SecurityFinding finding) {
        String findingId = finding.findingId();
        Bytes key = FindingKeys.key(FindingKeys.FINDING, finding.sessionId(), findingId);
        byte[] before = store.get(key);
        if (before != null) {
            long at = read(before).at();
            if (at != finding.at()) {
                store.delete(FindingKeys.latest(at, finding.sessionId(), findingId));
            }
        }
        store.put(key, Json.write(finding));
        store.put(FindingKeys.latest(finding.at(), finding.sessionId(), findingId), PRESENT);
    }

    /** The sessions that are to be judged, with the time at which they are due at the latest, epoch ms. */
    Map<String, Long> pending() {
        Map<String, Long> pending = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> found = scan(FindingKeys.key(FindingKeys.PENDING))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                pending.put(
                        FindingKeys.texts(entry.key, 1).get(0),
                        ByteBuffer.wrap(entry.value).getLong());
            }
        }
        return pending;
    }

    void putPending(String sessionId, long due) {
        store.put(
                FindingKeys.key(FindingKeys.PENDING, sessionId),
                ByteBuffer.allocate(Long.BYTES).putLong(due).array());
    }

    void deletePending(String sessionId) {
        store.delete(FindingKeys.key(FindingKeys.PENDING, sessionId));
    }

    /** Deletes everything about a session and returns the ids of its findings, as parts of the records' keys. */
    List<String> deleteAll(String sessionId) {
        List<String> findings = new ArrayList<>();
        for (Bytes key : keys(FindingKeys.key(FindingKeys.FINDING, sessionId))) {
            String findingId = FindingKeys.texts(key, 1).get(1);
            byte[] json = store.delete(key);
            if (json != null) {
                store.delete(FindingKeys.latest(read(json).at(), sessionId, findingId));
            }
            findings.add(findingId);
        }
        for (byte kind : OTHER_KINDS) {
            keys(FindingKeys.key(kind, sessionId)).forEach(store::delete);
        }
        deletePending(sessionId);
        return findings;
    }

    private List<Bytes> keys(Bytes prefix) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = scan(prefix)) {
            found.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }
}
