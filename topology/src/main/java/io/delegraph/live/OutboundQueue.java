package io.delegraph.live;

import io.delegraph.schemas.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The queue of one reader: its session's events, the ids of changed sessions, and the id for all of it. */
final class OutboundQueue {
    /** Maximum number of changed sessions. Beyond it a reader gains nothing, because it queries the whole list again. */
    private static final int MAX_CHANGED_SESSIONS = 1_000;

    private static final String HEARTBEAT = ":\n\n";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final @Nullable String session;
    private final long maxBytes;
    private final long heartbeatNanos;
    private final long perSessionNanos;
    private final Deque<String> events = new ArrayDeque<>();
    private final Set<String> sessions = new LinkedHashSet<>();
    private long queuedBytes;
    private @Nullable String id;
    private @Nullable String writtenId;
    private long lastTaken = System.nanoTime();
    private long sessionsTaken = lastTaken;
    private boolean ended;

    /**
     * A queue with only the first id.
     *
     * @param session session whose events the reader gets; null for none
     * @param id null when there is none
     */
    OutboundQueue(@Nullable String session, @Nullable String id, FeedLimits limits) {
        this.session = session;
        this.id = id;
        this.maxBytes = limits.queuedBytes();
        this.heartbeatNanos = limits.heartbeat().toNanos();
        this.perSessionNanos = limits.sessionInterval().toNanos();
    }

    /** Adds missed changes, which do not count for the limit: see {@link #add}. */
    void addMissed(List<FeedChange> changes) {
        lock.lock();
        try {
            changes.forEach(this::enqueue);
            queuedBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds changes.
     *
     * @return false when the queue is full
     */
    boolean add(List<FeedChange> changes, @Nullable String newId) {
        lock.lock();
        try {
            changes.forEach(this::enqueue);
            id = newId;
            if (!changes.isEmpty()) {
                changed.signal();
            }
            return queuedBytes <= maxBytes;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(FeedChange change) {
        if (sessions.size() < MAX_CHANGED_SESSIONS) {
            sessions.add(change.sessionId());
        }
        if (change.event() != null && change.sessionId().equals(session)) {
            events.add(change.event());
            queuedBytes += change.size();
        }
    }

    /** Records a missed change that bypasses the queue; returns its event, null when the reader does not want it. */
    @Nullable
    String recordMissed(FeedChange change) {
        lock.lock();
        try {
            if (sessions.size() < MAX_CHANGED_SESSIONS) {
                sessions.add(change.sessionId());
            }
            return change.sessionId().equals(session) ? change.event() : null;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next text to write, at most for the heartbeat interval. Null at the end. */
    @Nullable
    String take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended) {
                long now = System.nanoTime();
                boolean tellSessions = !sessions.isEmpty() && now - sessionsTaken >= perSessionNanos;
                if (tellSessions || !events.isEmpty() || firstId() || now - lastTaken >= heartbeatNanos) {
                    return render(now, tellSessions);
                }
                long untilHeartbeat = heartbeatNanos - (now - lastTaken);
                long untilSessions = sessions.isEmpty() ? untilHeartbeat : perSessionNanos - (now - sessionsTaken);
                changed.awaitNanos(Math.min(untilHeartbeat, untilSessions));
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private boolean firstId() {
        return writtenId == null && id != null && sessions.isEmpty();
    }

    private String render(long now, boolean tellSessions) {
        StringBuilder out = new StringBuilder();
        events.forEach(out::append);
        events.clear();
        queuedBytes = 0;
        lastTaken = now;
        if (tellSessions) {
            sessions.forEach(
                    changed -> out.append(FeedChange.event("session", Json.write(Map.of("session_id", changed)))));
            sessions.clear();
            sessionsTaken = now;
        }
        // an id without an event: it covers everything before, so it is not sent while something is held back
        if (sessions.isEmpty() && id != null && !id.equals(writtenId)) {
            out.append("id: ").append(id).append("\n\n");
            writtenId = id;
        }
        return out.isEmpty() ? HEARTBEAT : out.toString();
    }
}
