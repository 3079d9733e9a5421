package io.delegraph.live;

import io.delegraph.schemas.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection, with its queue and its writer. */
final class FeedConnection implements Feed.FeedStream {
    private static final String OPENING = "retry: 1000\n\n";
    private static final String RESET = FeedChange.event("reset", Json.write(Map.of()));

    private final OutboundQueue queue;
    private final Consumer<FeedConnection> closed;
    private final @Nullable MissedChangesReader missed;
    private final boolean reset;
    private @Nullable Thread writer;

    /**
     * Creates a connection; nothing is written yet.
     *
     * @param backlog changes that the reader missed before its queue began; null for none
     * @param reset whether the reader must query everything again
     * @param closed called when its place is free
     */
    FeedConnection(
            OutboundQueue pending,
            @Nullable MissedChangesReader backlog,
            boolean reset,
            Consumer<FeedConnection> closed) {
        this.queue = pending;
        this.missed = backlog;
        this.reset = reset;
        this.closed = closed;
    }

    /**
     * Never blocks.
     *
     * @param id id for everything up to and including these
     * @return false when the reader is too far behind and must be dropped
     */
    boolean offer(List<FeedChange> changes, @Nullable String id) {
        return queue.add(changes, id);
    }

    /** Ends the connection, even during a write that its client does not accept. */
    void drop() {
        queue.end();
        synchronized (this) {
            if (writer != null) {
                // interrupting a thread that blocks on a channel closes the channel
                writer.interrupt();
            }
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            write(OPENING, out);
            if (reset || !caughtUp(out)) {
                write(RESET, out);
            }
            for (String next = queue.take(); next != null; next = queue.take()) {
                write(next, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new EOFException("dropped");
    }

    private boolean caughtUp(OutputStream out) throws IOException, InterruptedException {
        return missed == null
                || missed.read(() -> !queue.ended(), change -> {
                    String event = queue.recordMissed(change);
                    if (event != null) {
                        write(event, out);
                    }
                });
    }

    @Override
    public void close() {
        queue.end();
        closed.accept(this);
    }

    private void write(String text, OutputStream out) throws IOException {
        writing(Thread.currentThread());
        try {
            if (queue.ended()) {
                throw new EOFException("dropped");
            }
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            writing(null);
            // clears an interrupt by a drop that came after the write
            var unused = Thread.interrupted();
        }
    }

    private synchronized void writing(@Nullable Thread thread) {
        writer = thread;
    }
}
