package io.delegraph.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes all started parts once, the last first: at the end of a command, or from the shutdown hook on SIGINT and SIGTERM, at any point of
 * the start. A part that hangs does not keep the process forever.
 */
final class ShutdownSequence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownSequence.class);
    private static final int TIMEOUT_SECONDS = 20;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean closing;
    private volatile boolean signalled;

    /** True once closing has ended or timed out, so that the shutdown hook does not repeat it. */
    private volatile boolean finished;

    /** Ends the process with exit code 0 after an orderly close when a signal ends it. */
    void installSignalHandler() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endOnSignal, "teardown-signal"));
    }

    /** Whether a signal ends the process: later failures are not reported. */
    boolean signalled() {
        return signalled;
    }

    /** Registers {@code part} to be closed at the end, and returns it. */
    synchronized <T extends AutoCloseable> T register(T part) {
        if (closing) {
            // the signal came while this part was starting: it must not outlive the parts that it depends on
            close(part);
        } else {
            started.push(part);
        }
        return part;
    }

    @Override
    public void close() {
        Thread closer = new Thread(this::closeAll, "teardown");
        closer.setDaemon(true);
        closer.start();
        try {
            if (!closed.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("not closed within {} s, ending anyway: the next start recovers", TIMEOUT_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        finished = true;
    }

    private void closeAll() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            close(part);
        }
        closed.countDown();
    }

    private synchronized @Nullable AutoCloseable next() {
        closing = true;
        return started.poll();
    }

    private void endOnSignal() {
        if (finished) {
            return;
        }
        signalled = true;
        LOG.info("signal received: closing");
        close();
        LOG.info("ended");
        // the exit code of a signal would be 130 or 143, but a requested end is no failure
        Runtime.getRuntime().halt(0);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not close cleanly: {}", part.getClass().getSimpleName(), e.toString(), e);
        }
    }
}
