package io.delegraph.stream;

import io.delegraph.lifecycle.Fact;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What sessions said of their teams, and what they were told of that.
 *
 * <pre>
 * mark, host, project, R, when, session, call  →  -                            a request for a teammate
 * mark, host, project, S, when, session        →  -                            a session that was given its task
 * mark, host, "", T, revision, session         →  revision, lead, call, when   what was told of that session; no lead: nothing any more
 * </pre>
 */
final class TeamNotes {
    /** Lies apart from every key of {@link HostClients} and of {@link MovedAgents}. */
    private static final int MARK = 0xC0000001;

    private static final byte REQUEST = 'R';
    private static final byte SESSION = 'S';
    private static final byte TOLD = 'T';
    private static final byte[] NOTHING = {1};
    private static final ByteArraySerializer AS_IT_IS = new ByteArraySerializer();

    private final KeyValueStore<Bytes, byte[]> store;

    TeamNotes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * A request for a teammate, or a session that was given its task.
     *
     * @param at epoch ms
     * @param toolUseId empty for a session
     */
    record Said(long at, String session, String toolUseId) implements Comparable<Said> {
        private static final Comparator<Said> IN_TIME =
                Comparator.comparingLong(Said::at).thenComparing(Said::session).thenComparing(Said::toolUseId);

        @Override
        public int compareTo(Said other) {
            return IN_TIME.compare(this, other);
        }
    }

    /**
     * What a session was told last.
     *
     * @param match null when it was taken back
     */
    record Told(TeamSessions.Match match, long revision) {}

    private record Key(String project, byte kind, long at, String session, String toolUseId) {}

    /** Puts what a session says in the place of what it said before. */
    void replace(String host, ClientSeen seen) {
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() != TOLD && key.session().equals(seen.sessionId())) {
                store.delete(bytes);
            }
        });
        String project = seen.project() == null ? "" : seen.project();
        for (Fact.Teammate teammate : seen.teammates()) {
            store.put(
                    key(host, new Key(project, REQUEST, teammate.at(), seen.sessionId(), teammate.toolUseId())),
                    NOTHING);
        }
        if (seen.ledAt() != null) {
            store.put(key(host, new Key(project, SESSION, seen.ledAt(), seen.sessionId(), "")), NOTHING);
        }
    }

    /** By project, in no particular order. */
    Map<String, List<Said>> said(String host) {
        Map<String, List<Said>> all = new HashMap<>();
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() != TOLD) {
                all.computeIfAbsent(key.project(), project -> new ArrayList<>())
                        .add(new Said(key.at(), key.session(), key.toolUseId()));
            }
        });
        return all;
    }

    /** By session. */
    Map<String, Told> told(String host) {
        Map<String, Told> all = new HashMap<>();
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() == TOLD) {
                ByteBuffer in = ByteBuffer.wrap(value);
                long revision = in.getLong();
                String lead = text(in);
                String call = text(in);
                TeamSessions.Match match =
                        lead.isEmpty() ? null : new TeamSessions.Match(lead, call, key.session(), in.getLong());
                all.merge(key.session(), new Told(match, revision), (a, b) -> a.revision() > b.revision() ? a : b);
            }
        });
        return all;
    }

    /** Stores the latest match that was sent for a session. */
    void tell(String host, String session, Told told) {
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() == TOLD && key.session().equals(session)) {
                store.delete(bytes);
            }
        });
        TeamSessions.Match match = told.match();
        Bytes key = key(host, new Key("", TOLD, told.revision(), session, ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(number(told.revision()));
        write(out, match == null ? "" : match.leadSession());
        write(out, match == null ? "" : match.toolUseId());
        out.writeBytes(number(match == null ? 0 : match.at()));
        store.put(key, out.toByteArray());
    }

    /** Deletes what happened, or was told, before then, epoch ms. */
    void forget(long before) {
        scan(ByteBuffer.allocate(Integer.BYTES).putInt(MARK).array(), (key, bytes, value) -> {
            if (key.at() < before) {
                store.delete(bytes);
            }
        });
    }

    private interface Each {
        void take(Key key, Bytes bytes, byte[] value);
    }

    /** Reads all of them before any is taken, so that they may be deleted meanwhile. */
    private void scan(byte[] prefix, Each each) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.prefixScan(prefix, AS_IT_IS)) {
            all.forEachRemaining(found::add);
        }
        for (KeyValue<Bytes, byte[]> entry : found) {
            ByteBuffer in = ByteBuffer.wrap(entry.key.get());
            in.getInt();
            text(in);
            each.take(new Key(text(in), in.get(), in.getLong(), text(in), text(in)), entry.key, entry.value);
        }
    }

    private static byte[] prefix(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(MARK).array());
        for (String part : parts) {
            write(out, part);
        }
        return out.toByteArray();
    }

    private static Bytes key(String host, Key key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(prefix(host, key.project()));
        out.write(key.kind());
        out.writeBytes(number(key.at()));
        write(out, key.session());
        write(out, key.toolUseId());
        return Bytes.wrap(out.toByteArray());
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
