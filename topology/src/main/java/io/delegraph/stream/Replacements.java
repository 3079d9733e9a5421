package io.delegraph.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Stream threads that died and were replaced. One now and then is nothing; one after the other is what no new thread mends. */
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
