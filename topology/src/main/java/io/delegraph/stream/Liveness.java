package io.delegraph.stream;

import java.time.Duration;

/** Whether the stream threads make progress. Times are epoch ms. */
final class Liveness {
    /** Time without a running thread or a restored record after which only a restart helps; a rebalance is shorter. */
    static final Duration STALL_TIMEOUT = Duration.ofMinutes(3);

    private boolean runs;
    private boolean gaveUp;
    private long lastProgressAt;

    Liveness(long startedAt) {
        lastProgressAt = startedAt;
    }

    /** Records whether the threads run from now on. */
    synchronized void setRunning(boolean running, long now) {
        if (runs) {
            lastProgressAt = now;
        }
        runs = running;
    }

    synchronized void recordProgress(long now) {
        lastProgressAt = now;
    }

    synchronized void giveUp() {
        gaveUp = true;
    }

    synchronized boolean alive(long now) {
        return !gaveUp && (runs || now - lastProgressAt <= STALL_TIMEOUT.toMillis());
    }
}
