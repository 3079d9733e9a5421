package io.delegraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.tools.replay.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order of the sessions of one client. Its entries contain {@code session_id}, the id under which the client was opened, and the
 * session's own {@code sessionId}, which changes at {@code /clear}. Among the sessions of one client, the previous one is the one that was
 * last written to before a session began.
 */
final class ClientSessions {
    private static final String CLIENT_ID_FIELD = "session_id";
    private static final String QUOTED_CLIENT_ID_FIELD = "\"session_id\":\"";

    private ClientSessions() {}

    /** A session's transcript with the times of its entries, as ISO 8601 in UTC, so that they sort as texts. */
    private record Session(String id, NavigableSet<String> times) {
        @Nullable
        String lastBefore(String time) {
            return times.lower(time);
        }
    }

    /** The previous session of the same client by session id; {@code transcripts} by session id. */
    static Map<String, String> previous(Map<String, Path> transcripts) {
        Map<String, List<String>> clients = new HashMap<>();
        transcripts.forEach((id, file) -> {
            String client = client(file);
            if (client != null) {
                clients.computeIfAbsent(client, key -> new ArrayList<>()).add(id);
            }
        });
        Map<String, String> previous = new HashMap<>();
        for (List<String> ids : clients.values()) {
            if (ids.size() > 1) {
                List<Session> sessions = ids.stream()
                        .map(id -> new Session(
                                id,
                                times(Objects.requireNonNull(
                                        transcripts.get(id), "the ids are those of the transcripts"))))
                        .filter(session -> !session.times.isEmpty())
                        .toList();
                for (Session session : sessions) {
                    before(session, sessions).ifPresent(predecessor -> previous.put(session.id, predecessor.id));
                }
            }
        }
        return previous;
    }

    private static Optional<Session> before(Session session, List<Session> sessions) {
        String began = session.times.first();
        return sessions.stream()
                .filter(other -> other.lastBefore(began) != null)
                .max(Comparator.comparing((Session other) -> other.lastBefore(began))
                        .thenComparing(Session::id));
    }

    /** Null when no entry contains it. */
    private static @Nullable String client(Path file) {
        try {
            String line = new LineFile(file.toString())
                    .first(text -> text.contains(QUOTED_CLIENT_ID_FIELD) && text(text, CLIENT_ID_FIELD) != null);
            return line == null ? null : text(line, CLIENT_ID_FIELD);
        } catch (IOException e) {
            return null;
        }
    }

    private static NavigableSet<String> times(Path file) {
        NavigableSet<String> times = new TreeSet<>();
        try {
            new LineFile(file.toString()).read((number, line) -> {
                String time = text(line, "timestamp");
                if (time != null) {
                    times.add(time);
                }
            });
        } catch (IOException e) {
            // what was read counts; the import itself reports the error
        }
        return times;
    }

    private static @Nullable String text(String line, String field) {
        try {
            JsonNode entry = Json.MAPPER.readTree(line.getBytes(StandardCharsets.ISO_8859_1));
            return entry.path(field).textValue();
        } catch (IOException e) {
            return null;
        }
    }
}
