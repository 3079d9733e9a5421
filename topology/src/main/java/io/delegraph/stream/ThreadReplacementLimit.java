package io.delegraph.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Limits how often stream threads are replaced: frequent failures are not cured by a new thread. */
final class ThreadReplacementLimit {
    static final int MAX_REPLACEMENTS = 5;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private final Deque<Long> times = new ArrayDeque<>();

    /** Whether one more thread may be replaced at this moment, epoch ms; if so, it is counted. */
    synchronized boolean tryAcquire(long now) {
        while (!times.isEmpty() && times.getFirst() <= now - WINDOW.toMillis()) {
            times.removeFirst();
        }
        if (times.size() >= MAX_REPLACEMENTS) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
