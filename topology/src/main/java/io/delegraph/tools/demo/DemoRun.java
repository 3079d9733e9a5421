package io.delegraph.tools.demo;

import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.demo.truth.TruthFile;
import io.delegraph.tools.replay.HookSender;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Plays a program: writes each session's labels, then sends each hook when it is due. */
public final class DemoRun implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Iterator<DemoEvent> schedule;
    private final HookSender sender;
    private final TruthFile truth;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sentUntil;
    private long hooks;

    /** Creates a run without starting it. It closes neither the sender nor the file. */
    public DemoRun(Iterator<DemoEvent> program, HookSender sender, TruthFile truth) {
        this.schedule = program;
        this.sender = sender;
        this.truth = truth;
    }

    /**
     * Returns when the program has ended or {@link #close} was called, and everything sent has arrived.
     *
     * @return number of sent hooks
     * @throws DemoException when the truth cannot be written or the broker rejects the hooks
     */
    public long play() {
        try {
            boolean goesOn = true;
            while (goesOn && schedule.hasNext() && failure.get() == null) {
                goesOn = handle(schedule.next());
            }
            sender.flush();
            truth.write(List.of(Label.sentUntil(sentUntil)));
        } catch (IOException e) {
            throw new DemoException("the truth cannot be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
        if (failure.get() != null) {
            throw new DemoException(
                    "the broker does not take the demo's hooks: "
                            + failure.get().getMessage(),
                    failure.get());
        }
        return hooks;
    }

    /** False when the run was closed before the event was due; due hooks are still sent. */
    private boolean handle(DemoEvent event) throws IOException, InterruptedException {
        switch (event) {
            case DemoEvent.LabelsKnown reveal -> truth.write(reveal.labels());
            case DemoEvent.HookDue fire -> {
                long wait = fire.hook().firedAt() - System.currentTimeMillis();
                if (wait > 0 && stopped.await(wait, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                sender.send(fire.hook(), e -> failure.compareAndSet(null, e));
                sentUntil = Math.max(sentUntil, fire.hook().firedAt());
                hooks++;
            }
        }
        return true;
    }

    /** Stops playing; returns when everything sent has arrived. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The demo cannot go on. The message is one line for a person. */
    public static final class DemoException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DemoException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
