package io.delegraph.cli;

import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.HookFile;
import io.delegraph.tools.replay.HookSender;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends hooks, counts them, and shows the progress. */
final class ReplayProgress {
    /** Set by the launcher, because Java cannot detect whether stderr is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("delegraph.terminal");

    private static final long REFRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final HookSender sender;
    private final PrintWriter err;
    private final long startedAt = System.nanoTime();
    private final Set<String> sessions = new HashSet<>();
    private final AtomicLong failures = new AtomicLong();
    private long events;
    private long repeats;
    private long shownAt = startedAt;
    private volatile @Nullable Exception brokerFailure;

    ReplayProgress(HookSender sender, PrintWriter err) {
        this.sender = sender;
        this.err = err;
    }

    void send(HookFile.LineLocation place, Hook hook) {
        events++;
        if (hook.sessionId() != null) {
            sessions.add(hook.sessionId());
        }
        pass(place, hook);
    }

    void repeat(HookFile.LineLocation place, Hook hook) {
        repeats++;
        pass(place, hook);
    }

    private void pass(HookFile.LineLocation place, Hook hook) {
        checkGone();
        sender.send(hook, failure -> {
            if (failure instanceof TimeoutException) {
                brokerFailure = failure;
            } else {
                bad(place, failure.getMessage());
            }
        });
        show();
    }

    synchronized void bad(HookFile.LineLocation place, @Nullable String reason) {
        failures.incrementAndGet();
        clear();
        err.println(place + ": " + reason);
        err.flush();
    }

    /** Returns when everything is delivered. */
    void finish() {
        sender.flush();
        checkGone();
        clear();
    }

    long failures() {
        return failures.get();
    }

    String line() {
        String line = String.format(
                Locale.ROOT,
                "replayed %,d events of %,d sessions, %,d of them twice, in %.1f s",
                events,
                sessions.size(),
                repeats,
                (System.nanoTime() - startedAt) / 1e9);
        return failures.get() == 0 ? line : line + "; " + failures + " lines could not be replayed";
    }

    private void checkGone() {
        if (brokerFailure != null) {
            throw new CommandException("the broker no longer answers: " + brokerFailure.getMessage(), brokerFailure);
        }
    }

    private synchronized void show() {
        long now = System.nanoTime();
        if (TERMINAL && now - shownAt > REFRESH_NANOS) {
            shownAt = now;
            err.printf(Locale.ROOT, "\r%,d events", events + repeats);
            err.flush();
        }
    }

    private synchronized void clear() {
        if (TERMINAL) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
