package io.delegraph.stream;

import java.time.Duration;

/** Whether the stream threads make progress. Times are epoch ms. */
final class Liveness {
    /** Time without a running thread or restored record after which only a restart helps; a rebalance is shorter. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private boolean runs;
    private boolean gaveUp;
    private long gotOnAt;

    Liveness(long startedAt) {
        gotOnAt = startedAt;
    }

    /** From now on they run, or they do not. */
    synchronized void run(boolean running, long now) {
        if (runs) {
            gotOnAt = now;
        }
        runs = running;
    }

    synchronized void restored(long now) {
        gotOnAt = now;
    }

    synchronized void giveUp() {
        gaveUp = true;
    }

    synchronized boolean alive(long now) {
        return !gaveUp && (runs || now - gotOnAt <= PATIENCE.toMillis());
    }
}
