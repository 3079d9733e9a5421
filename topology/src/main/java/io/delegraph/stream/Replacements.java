package io.delegraph.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Limits how often stream threads are replaced: frequent failures are not cured by a new thread. */
final class Replacements {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final Deque<Long> times = new ArrayDeque<>();

    /** Whether one more may be replaced at this moment, epoch ms; if so it counts as replaced. */
    synchronized boolean allowed(long now) {
        while (!times.isEmpty() && times.getFirst() <= now - WITHIN.toMillis()) {
            times.removeFirst();
        }
        if (times.size() >= MOST) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
