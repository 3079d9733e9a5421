package io.delegraph.query;

import io.delegraph.query.Queries.InvalidCursorException;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.security.SecurityFinding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list that is sorted by last sighting, the latest first, then by session and agent id. It identifies the last item of a
 * page instead of a number of items, so it means the same to every instance and no item is shown twice. An item that is seen again between
 * two pages moves to the first page.
 *
 * @param lastSeenAt epoch ms
 * @param agentId empty in a list of sessions
 */
record Cursor(long lastSeenAt, String sessionId, String agentId) implements Comparable<Cursor> {
    private static final Comparator<Cursor> ORDER = Comparator.comparingLong(Cursor::lastSeenAt)
            .reversed()
            .thenComparing(Cursor::sessionId)
            .thenComparing(Cursor::agentId);

    static Cursor of(SessionSummary session) {
        return new Cursor(session.lastSeenAt(), session.sessionId(), "");
    }

    static Cursor of(SessionMatch session) {
        return new Cursor(session.lastSeenAt(), session.sessionId(), "");
    }

    static Cursor of(AgentLifecycle agent) {
        return new Cursor(agent.lastSeenAt(), agent.sessionId(), agent.agentId());
    }

    static Cursor of(SecurityFinding finding) {
        return new Cursor(finding.at(), finding.sessionId(), finding.findingId());
    }

    /** Parses the result of {@link #encode}; null gives null; throws {@link InvalidCursorException}. */
    static @Nullable Cursor decode(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int afterTime = plain.indexOf(':');
            int afterLength = plain.indexOf(':', afterTime + 1);
            int sessionEnd = afterLength + 1 + Integer.parseInt(plain.substring(afterTime + 1, afterLength));
            return new Cursor(
                    Long.parseLong(plain.substring(0, afterTime)),
                    plain.substring(afterLength + 1, sessionEnd),
                    plain.substring(sessionEnd));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            InvalidCursorException bad = new InvalidCursorException(text);
            bad.initCause(e);
            throw bad;
        }
    }

    /** Opaque to clients, safe in a URL. The session id is preceded by its length, because an id may contain any character. */
    String encode() {
        String plain = lastSeenAt + ":" + sessionId.length() + ":" + sessionId + agentId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Smaller is earlier in the list. */
    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
