package io.delegraph.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is read with a limit of length and time.
 *
 * <p>Helidon reads through channels, which have no timeout, so the body is read on a virtual thread of its own. After a timeout this thread
 * ends only when the connection is closed, which the caller must do.
 */
public final class BoundedBody implements Request.Body, AutoCloseable {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int RETRY_SECONDS = 1;
    private static final ExecutorService READERS = Executors.newVirtualThreadPerTaskExecutor();

    private final ServerRequest request;
    private final Duration timeout;
    private final BodyMemoryLimit budget;
    private boolean readStarted;
    private long reservedBytes;
    private boolean closed;

    BoundedBody(ServerRequest request, Duration timeout, BodyMemoryLimit budget) {
        this.request = request;
        this.timeout = timeout;
        this.budget = budget;
    }

    @Override
    public byte[] read(int maxBytes) {
        readStarted = true;
        long announced = request.headers().contentLength().orElse(0);
        if (announced > maxBytes && request.headers().contains(HeaderNames.EXPECT)) {
            throw tooLarge(maxBytes).withHeader("Connection", "close").exception();
        }
        Future<byte[]> body = READERS.submit(() -> readUpTo(maxBytes));
        try {
            return body.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Problem.of(408, "too-slow", "Body too slow", "the body did not arrive in time; nothing was stored")
                    .withHeader("Connection", "close")
                    .exception();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken();
        } catch (ExecutionException e) {
            throw problem(e.getCause(), maxBytes);
        }
    }

    /**
     * Reads an unused body, so that the connection can serve the next request.
     *
     * @return false when that did not work and the connection must be closed
     */
    boolean discard() {
        boolean none = request.headers().contentLength().orElse(0) == 0
                && !request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        if (readStarted || none) {
            return true;
        }
        try {
            read(0);
            return true;
        } catch (Problem.ProblemException e) {
            return !e.problem().headers().containsKey("Connection");
        }
    }

    /** Reserves memory for bytes that are kept until the response is sent. */
    private synchronized boolean reserve(long bytes) {
        if (closed || !budget.tryAcquire(bytes)) {
            return false;
        }
        reservedBytes += bytes;
        return true;
    }

    private synchronized void release() {
        budget.release(reservedBytes);
        reservedBytes = 0;
    }

    /** Releases the memory of the body. */
    @Override
    public synchronized void close() {
        closed = true;
        release();
    }

    private byte[] readUpTo(int maxBytes) {
        try (InputStream in = request.content().inputStream()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            long total = 0;
            boolean room = true;
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                total += n;
                // the rest is read and dropped, because a client reads the response only after it has sent its whole
                // body
                room = room && total <= maxBytes && reserve(n);
                if (room) {
                    body.write(chunk, 0, n);
                } else {
                    body = new ByteArrayOutputStream();
                    release();
                }
            }
            if (total > maxBytes) {
                throw tooLarge(maxBytes).exception();
            }
            if (!room) {
                throw Problem.unavailable("too many requests at once; nothing was stored", RETRY_SECONDS)
                        .exception();
            }
            return body.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException problem(@Nullable Throwable failure, int maxBytes) {
        if (failure instanceof Problem.ProblemException raised) {
            return raised;
        }
        boolean refused =
                failure instanceof RequestException request && request.status().code() == 413;
        return refused ? tooLarge(maxBytes).withHeader("Connection", "close").exception() : broken();
    }

    private static Problem tooLarge(int maxBytes) {
        return tooLarge(maxBytes, "at most " + maxBytes + " bytes are accepted; nothing was stored");
    }

    public static Problem tooLarge(int maxBytes, @Nullable String detail) {
        return Problem.of(413, "too-large", "Body too large", detail).with("max_bytes", maxBytes);
    }

    private static RuntimeException broken() {
        return Problem.of(400, "broken-body", "Broken body", "the body ended early; nothing was stored")
                .withHeader("Connection", "close")
                .exception();
    }
}
