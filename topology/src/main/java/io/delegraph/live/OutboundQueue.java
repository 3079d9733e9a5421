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

/** What waits for one reader: its session's events, the sessions that changed, and the id that stands for all of it. */
final class OutboundQueue {
    /** More of them would not tell a reader more than these: it asks the whole list again. */
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
     * Nothing waits, but the first id.
     *
     * @param session whose events it wants; null for none
     * @param id null when there is none
     */
    OutboundQueue(@Nullable String session, @Nullable String id, FeedLimits limits) {
        this.session = session;
        this.id = id;
        this.maxBytes = limits.queuedBytes();
        this.heartbeatNanos = limits.heartbeat().toNanos();
        this.perSessionNanos = limits.sessionInterval().toNanos();
    }

    /** What waits already because it was missed is not counted: see {@link #add}. */
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
     * More waits.
     *
     * @return false when it is too much
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

    /** Of a change that is written at once, past the queue: its event, null when it is not wanted. */
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

    /** What to write next; waits for it, at most as long as a connection may be silent. Null at the end. */
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
        // an id on its own: it stands for everything before it, so not while something is held back
        if (sessions.isEmpty() && id != null && !id.equals(writtenId)) {
            out.append("id: ").append(id).append("\n\n");
            writtenId = id;
        }
        return out.isEmpty() ? HEARTBEAT : out.toString();
    }
}
