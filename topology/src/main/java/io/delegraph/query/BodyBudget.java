package io.delegraph.query;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of bodies that are in memory at once: each of many may be allowed, and all together too much. */
final class BodyBudget {
    private final AtomicLong free;

    BodyBudget(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** Takes so many, or none and returns false. */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}
