package io.delegraph.stream;

import io.delegraph.lifecycle.Fact;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which session a teammate works in that got one of its own. Nothing names it: on one host, in one project, the requests for teammates and
 * the sessions that a lead gave their task are matched in the order of their times, where these lie close to each other.
 *
 * <pre>
 * mark, host, project, R, when, session, call  →  -      a request for a teammate
 * mark, host, project, S, when, session        →  -      a session that was given its task
 * </pre>
 */
final class TeamSessions {
    /** Lies apart from every key of {@link HostClients} and of {@link MovedAgents}. */
    private static final int MARK = 0xC0000001;

    /** A session may begin a moment before the hook of the call that asked for it has fired, or take long to open. */
    private static final long CLOSE = Duration.ofMinutes(2).toMillis();

    private static final byte REQUEST = 'R';
    private static final byte SESSION = 'S';
    private static final byte[] NOTHING = {1};
    private static final ByteArraySerializer AS_IT_IS = new ByteArraySerializer();

    private final KeyValueStore<Bytes, byte[]> store;

    TeamSessions(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** A teammate's request and its session. */
    record Match(String leadSession, String toolUseId, String session, long at) {}

    private record Entry(long at, String session, String toolUseId) {
        private static final Comparator<Entry> IN_TIME = Comparator.comparingLong(Entry::at)
                .thenComparing(Entry::session)
                .thenComparing(Entry::toolUseId);
    }

    /** Takes note of what a session says of its team; returns every match that there is in its project now. */
    List<Match> see(String host, ClientSeen seen) {
        byte[] place = place(host, seen.project() == null ? "" : seen.project());
        for (Fact.Teammate teammate : seen.teammates()) {
            store.put(key(place, REQUEST, teammate.at(), seen.sessionId(), teammate.toolUseId()), NOTHING);
        }
        if (seen.ledAt() != null) {
            store.put(key(place, SESSION, seen.ledAt(), seen.sessionId(), ""), NOTHING);
        }
        List<Entry> requests = entries(place, REQUEST);
        List<Match> matches = new ArrayList<>();
        for (Entry session : entries(place, SESSION)) {
            requests.stream()
                    .filter(request -> Math.abs(request.at() - session.at()) <= CLOSE
                            && !request.session().equals(session.session()))
                    .findFirst()
                    .ifPresent(request -> {
                        requests.remove(request);
                        matches.add(new Match(request.session(), request.toolUseId(), session.session(), session.at()));
                    });
        }
        return matches;
    }

    /** Deletes what happened before then, epoch ms. */
    void forget(long before) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                store.prefixScan(ByteBuffer.allocate(4).putInt(MARK).array(), AS_IT_IS)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                ByteBuffer in = ByteBuffer.wrap(entry.key.get());
                in.getInt();
                skip(in);
                skip(in);
                in.get();
                if (in.getLong() < before) {
                    keys.add(entry.key);
                }
            }
        }
        keys.forEach(store::delete);
    }

    private List<Entry> entries(byte[] place, byte kind) {
        List<Entry> entries = new ArrayList<>();
        byte[] prefix =
                ByteBuffer.allocate(place.length + 1).put(place).put(kind).array();
        try (KeyValueIterator<Bytes, byte[]> found = store.prefixScan(prefix, AS_IT_IS)) {
            found.forEachRemaining(entry -> {
                ByteBuffer in = ByteBuffer.wrap(entry.key.get());
                in.position(prefix.length);
                entries.add(new Entry(in.getLong(), text(in), text(in)));
            });
        }
        entries.sort(Entry.IN_TIME);
        return entries;
    }

    private static byte[] place(String host, String project) {
        byte[] hostBytes = utf8(host);
        byte[] projectBytes = utf8(project);
        return ByteBuffer.allocate(12 + hostBytes.length + projectBytes.length)
                .putInt(MARK)
                .putInt(hostBytes.length)
                .put(hostBytes)
                .putInt(projectBytes.length)
                .put(projectBytes)
                .array();
    }

    private static Bytes key(byte[] place, byte kind, long at, String session, String toolUseId) {
        byte[] sessionBytes = utf8(session);
        byte[] call = utf8(toolUseId);
        return Bytes.wrap(ByteBuffer.allocate(place.length + 1 + 8 + 8 + sessionBytes.length + call.length)
                .put(place)
                .put(kind)
                .putLong(at)
                .putInt(sessionBytes.length)
                .put(sessionBytes)
                .putInt(call.length)
                .put(call)
                .array());
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static void skip(ByteBuffer in) {
        int length = in.getInt();
        in.position(in.position() + length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
