package io.delegraph.http;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the memory that all request bodies take together: each may be small enough, and all of them too much. */
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
