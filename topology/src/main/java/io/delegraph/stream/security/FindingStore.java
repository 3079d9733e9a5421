package io.delegraph.stream.security;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.session.NotableCallSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The findings of a partition's sessions, for reading. */
public sealed class FindingStore implements NotableCallSource permits WritableFindingStore {
    static final ByteArraySerializer PREFIX_SERIALIZER = new ByteArraySerializer();

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    public FindingStore(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public void forEach(SessionRows rows, Consumer<ToolRow> each) {
        List<List<String>> calls = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = scan(FindingKeys.key(FindingKeys.CALL, rows.sessionId()))) {
            found.forEachRemaining(entry -> calls.add(FindingKeys.texts(entry.key, 1)));
        }
        for (List<String> call : calls) {
            ToolRow row = rows.tool(call.get(1), call.get(2));
            if (row != null) {
                each.accept(row);
            }
        }
    }

    /** The findings of a session by their ids. */
    public Map<String, SecurityFinding> of(String sessionId) {
        Map<String, SecurityFinding> findings = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> found = scan(FindingKeys.key(FindingKeys.FINDING, sessionId))) {
            while (found.hasNext()) {
                SecurityFinding finding = read(found.next().value);
                findings.put(finding.id(), finding);
            }
        }
        return findings;
    }

    /** The number of a session's open findings of each severity. */
    public Map<Severity, Integer> open(String sessionId) {
        Map<Severity, Integer> open = new EnumMap<>(Severity.class);
        of(sessionId).values().stream()
                .filter(finding -> finding.state().open())
                .forEach(finding -> open.merge(finding.severity(), 1, Integer::sum));
        return open;
    }

    /** Null when there is none. */
    public @Nullable SecurityFinding get(String sessionId, String findingId) {
        byte[] json = store.get(FindingKeys.key(FindingKeys.FINDING, sessionId, findingId));
        return json == null ? null : read(json);
    }

    /**
     * Passes findings by the time at which the first of it happened, the latest first.
     *
     * @param latest those that happened later are left out, epoch ms
     * @param each returns whether to go on
     */
    public void forEach(long latest, Predicate<SecurityFinding> each) {
        Bytes to = FindingKeys.key((byte) (FindingKeys.LATEST + 1));
        try (KeyValueIterator<Bytes, byte[]> places = store.range(FindingKeys.latest(latest), to)) {
            boolean more = true;
            while (more && places.hasNext()) {
                List<String> ids = FindingKeys.texts(places.next().key, 1 + Long.BYTES);
                SecurityFinding finding = get(ids.get(0), ids.get(1));
                more = finding == null || each.test(finding);
            }
        }
    }

    KeyValueIterator<Bytes, byte[]> scan(Bytes prefix) {
        return store.prefixScan(prefix.get(), PREFIX_SERIALIZER);
    }

    static SecurityFinding read(byte[] json) {
        return Json.read(json, SecurityFinding.class);
    }
}
