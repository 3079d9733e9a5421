package io.delegraph.stream.security;

import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.security.rule.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are to be judged, and when. A session is judged at most twice a second, and less often the more calls it has, because
 * rules compare calls with each other. What is pending is stored, so that a restart forgets nothing.
 */
final class PendingSessions {
    private static final long MIN_INTERVAL_MS = 500;

    /** A session of 20,000 calls is judged every two seconds. */
    private static final long CALLS_PER_INTERVAL_MS = 20;

    /** What may change a finding, and is no alarm of its own, can wait this long. */
    static final long UNHURRIED_DELAY_MS = 2_000;

    /** Half an import shows half a session: it is judged when this long nothing more has come. */
    static final long HISTORY_DELAY_MS = 5_000;

    /** Sessions whose last judgement is remembered. */
    private static final int MAX_REMEMBERED = 10_000;

    private final WritableFindingStore store;
    private final Duration silence;

    /** By session: what is due by the clock. */
    private final Map<String, PendingSession> pending = new HashMap<>();

    /** By session: until when events must have been awaited for that a silence will have been long enough, epoch ms. */
    private final Map<String, Long> silences = new HashMap<>();

    /** By session, the latest judged last. */
    private final Map<String, Judged> judged = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Judged> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /**
     * A session that is to be judged.
     *
     * @param session null when it has to be loaded
     * @param due epoch ms, by the clock
     */
    record PendingSession(String sessionId, @Nullable Session session, long due) {}

    /** Which updates of a session matter although they show nothing notable. */
    enum Watched {
        NONE,
        /** All, because something was found, which they may change. */
        UPDATES,
        /** Calls at once, because something was denied, which they may do all the same; other updates as well. */
        CALLS
    }

    /** When a session was judged, epoch ms, 0 for not since the start; and what matters since. */
    private record Judged(long at, Watched watched) {}

    PendingSessions(WritableFindingStore store, Duration silence) {
        this.store = store;
        this.silence = silence;
        store.pending().forEach((sessionId, due) -> {
            if (due == 0) {
                pending.put(sessionId, new PendingSession(sessionId, null, 0));
            } else {
                silences.put(sessionId, due);
            }
        });
    }

    boolean isEmpty() {
        return pending.isEmpty() && silences.isEmpty();
    }

    /** Whether sessions are to be judged, not only waited for in case they stay silent. */
    boolean anyToJudge() {
        return !pending.isEmpty();
    }

    /** What matters in a session; of one that was not judged since the start, everything does when it has notable calls. */
    Watched watched(SessionRows session) {
        return judged.computeIfAbsent(session.sessionId(), id -> new Judged(0, notJudged(session)))
                .watched();
    }

    private Watched notJudged(SessionRows session) {
        return !justBegun(session) && store.hasNotable(session.sessionId()) ? Watched.CALLS : Watched.NONE;
    }

    /** Of a session that has just begun nothing can be stored yet. */
    private static boolean justBegun(SessionRows session) {
        return session.toolCallCount() == 0
                && session.spawns().isEmpty()
                && session.session().settingsChangedAt() == null;
    }

    /**
     * Adds a session.
     *
     * @param delayMs how long it can wait; 0 when it cannot
     */
    void add(Session session, long delayMs, long now) {
        String sessionId = session.rows().sessionId();
        PendingSession before = pending.get(sessionId);
        Judged last = judged.get(sessionId);
        long interval = MIN_INTERVAL_MS + session.rows().toolCallCount() / CALLS_PER_INTERVAL_MS;
        long due = Math.max(now + delayMs, last == null ? now : last.at() + interval);
        if (before != null && delayMs != HISTORY_DELAY_MS) {
            due = Math.min(due, before.due());
        }
        if (before == null) {
            store.putPending(sessionId, 0);
        }
        pending.put(sessionId, new PendingSession(sessionId, session, due));
    }

    /** Removes and returns what is due; {@code awaitedUntil}: until when events were awaited, epoch ms. */
    List<PendingSession> due(long now, long awaitedUntil) {
        List<PendingSession> due = new ArrayList<>();
        pending.values().removeIf(session -> session.due() <= now && due.add(session));
        silences.entrySet()
                .removeIf(silent -> silent.getValue() <= awaitedUntil
                        && !pending.containsKey(silent.getKey())
                        && due.stream().noneMatch(other -> other.sessionId().equals(silent.getKey()))
                        && due.add(new PendingSession(silent.getKey(), null, 0)));
        return due;
    }

    /** Notes that a session was judged, and when it has to be judged again if nothing more is heard from it. */
    void judged(Session session, Silence heard, Watched watched, long now) {
        String sessionId = session.rows().sessionId();
        judged.put(sessionId, new Judged(now, watched));
        Long changedAt = heard.settingsChangedAt();
        long enough = changedAt == null ? 0 : changedAt + silence.toMillis();
        if (changedAt != null && !heard.ended() && heard.now() < enough) {
            silences.put(sessionId, enough);
            store.putPending(sessionId, enough);
        } else {
            silences.remove(sessionId);
            store.deletePending(sessionId);
        }
    }

    void remove(String sessionId) {
        pending.remove(sessionId);
        silences.remove(sessionId);
        judged.remove(sessionId);
    }
}
