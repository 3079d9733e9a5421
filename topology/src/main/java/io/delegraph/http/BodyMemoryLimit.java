package io.delegraph.http;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the total memory of all request bodies, because bodies that are small enough each may be too large together. */
final class BodyMemoryLimit {
    private final AtomicLong free;

    BodyMemoryLimit(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** Reserves the bytes; returns false and reserves nothing when they do not fit. */
    boolean tryAcquire(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void release(long bytes) {
        free.addAndGet(bytes);
    }
}
