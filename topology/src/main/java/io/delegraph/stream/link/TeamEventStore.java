package io.delegraph.stream.link;

import io.delegraph.lifecycle.Fact;
import io.delegraph.stream.record.ClientSeen;
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
import org.jspecify.annotations.Nullable;

/**
 * What sessions reported about their teams, and which matches were sent to them.
 *
 * <pre>
 * mark, host, project, R, when, session, call  →  -                            a request for a teammate
 * mark, host, project, S, when, session        →  -                            a session that was given its task
 * mark, host, "", T, revision, session         →  revision, lead, call, when   the match sent for that session; without a lead: withdrawn
 * </pre>
 */
final class TeamEventStore {
    /** Sorts apart from every key of {@link HostClients} and of {@link MovedAgentStore}. */
    private static final int KEY_PREFIX = 0xC0000001;

    private static final byte REQUEST = 'R';
    private static final byte SESSION = 'S';
    private static final byte SENT = 'T';
    private static final byte[] PRESENT = {1};
    private static final ByteArraySerializer PREFIX_SERIALIZER = new ByteArraySerializer();

    private final KeyValueStore<Bytes, byte[]> store;

    TeamEventStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * A request for a teammate, or a session that was given its task.
     *
     * @param at epoch ms
     * @param toolUseId empty for a session
     */
    record TeamEvent(long at, String session, String toolUseId) implements Comparable<TeamEvent> {
        private static final Comparator<TeamEvent> IN_TIME = Comparator.comparingLong(TeamEvent::at)
                .thenComparing(TeamEvent::session)
                .thenComparing(TeamEvent::toolUseId);

        @Override
        public int compareTo(TeamEvent other) {
            return IN_TIME.compare(this, other);
        }
    }

    /**
     * The latest match that was sent to a session.
     *
     * @param match null when it was withdrawn
     */
    record SentMatch(TeammateMatcher.@Nullable TeammateMatch match, long revision) {}

    private record TeamEventKey(String project, byte kind, long at, String session, String toolUseId) {}

    /** Replaces what a session reported before. */
    void replace(String host, ClientSeen seen) {
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() != SENT && key.session().equals(seen.sessionId())) {
                store.delete(bytes);
            }
        });
        String project = seen.project() == null ? "" : seen.project();
        for (Fact.Teammate teammate : seen.teammates()) {
            store.put(
                    key(
                            host,
                            new TeamEventKey(project, REQUEST, teammate.at(), seen.sessionId(), teammate.toolUseId())),
                    PRESENT);
        }
        if (seen.ledAt() != null) {
            store.put(key(host, new TeamEventKey(project, SESSION, seen.ledAt(), seen.sessionId(), "")), PRESENT);
        }
    }

    /** By project, in no particular order. */
    Map<String, List<TeamEvent>> events(String host) {
        Map<String, List<TeamEvent>> all = new HashMap<>();
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() != SENT) {
                all.computeIfAbsent(key.project(), project -> new ArrayList<>())
                        .add(new TeamEvent(key.at(), key.session(), key.toolUseId()));
            }
        });
        return all;
    }

    /** By session. */
    Map<String, SentMatch> sentMatches(String host) {
        Map<String, SentMatch> all = new HashMap<>();
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() == SENT) {
                ByteBuffer in = ByteBuffer.wrap(value);
                long revision = in.getLong();
                String lead = text(in);
                String call = text(in);
                TeammateMatcher.TeammateMatch match = lead.isEmpty()
                        ? null
                        : new TeammateMatcher.TeammateMatch(lead, call, key.session(), in.getLong());
                all.merge(key.session(), new SentMatch(match, revision), (a, b) -> a.revision() > b.revision() ? a : b);
            }
        });
        return all;
    }

    /** Stores the latest match that was sent for a session. */
    void recordSent(String host, String session, SentMatch sent) {
        scan(prefix(host), (key, bytes, value) -> {
            if (key.kind() == SENT && key.session().equals(session)) {
                store.delete(bytes);
            }
        });
        TeammateMatcher.TeammateMatch match = sent.match();
        Bytes key = key(host, new TeamEventKey("", SENT, sent.revision(), session, ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(number(sent.revision()));
        write(out, match == null ? "" : match.leadSession());
        write(out, match == null ? "" : match.toolUseId());
        out.writeBytes(number(match == null ? 0 : match.at()));
        store.put(key, out.toByteArray());
    }

    /** Deletes requests, tasks and sent matches from before this time, epoch ms. */
    void expire(long before) {
        scan(ByteBuffer.allocate(Integer.BYTES).putInt(KEY_PREFIX).array(), (key, bytes, value) -> {
            if (key.at() < before) {
                store.delete(bytes);
            }
        });
    }

    private interface EntryConsumer {
        void take(TeamEventKey key, Bytes bytes, byte[] value);
    }

    /** Reads all entries before passing the first one, so that the consumer may delete them. */
    private void scan(byte[] prefix, EntryConsumer each) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.prefixScan(prefix, PREFIX_SERIALIZER)) {
            all.forEachRemaining(found::add);
        }
        for (KeyValue<Bytes, byte[]> entry : found) {
            ByteBuffer in = ByteBuffer.wrap(entry.key.get());
            in.getInt();
            text(in);
            each.take(new TeamEventKey(text(in), in.get(), in.getLong(), text(in), text(in)), entry.key, entry.value);
        }
    }

    private static byte[] prefix(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(KEY_PREFIX).array());
        for (String part : parts) {
            write(out, part);
        }
        return out.toByteArray();
    }

    private static Bytes key(String host, TeamEventKey key) {
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
