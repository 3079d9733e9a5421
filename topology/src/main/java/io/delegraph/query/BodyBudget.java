package io.delegraph.query;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the memory that all request bodies take together: each may be small enough, and all of them too much. */
final class BodyBudget {
    private final AtomicLong free;

    BodyBudget(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** Reserves the bytes; returns false and reserves nothing when they do not fit. */
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
