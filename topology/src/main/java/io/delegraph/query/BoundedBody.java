package io.delegraph.query;

import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;

/** Reads a body of limited length in limited time. */
final class BoundedBody implements Ask.Body {
    private static final int CHUNK = 16 * 1024;

    private final ServerRequest request;
    private final long deadline;

    BoundedBody(ServerRequest request, Duration timeout) {
        this.request = request;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    @Override
    public byte[] read(int maxBytes) {
        OptionalLong announced = request.headers().contentLength();
        if (announced.isPresent() && announced.getAsLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try (InputStream in = request.content().inputStream()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                body.write(chunk, 0, n);
                if (body.size() > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                // the socket's own timeout ends silence only: a byte now and then would hold a connection for ever
                if (System.nanoTime() > deadline) {
                    throw tooSlow();
                }
            }
            return body.toByteArray();
        } catch (UncheckedIOException | IOException e) {
            if (causedByTimeout(e)) {
                throw tooSlow();
            }
            throw Problem.of(400, "broken-body", "Broken body", "the body ended before it was complete")
                    .withHeader("Connection", "close")
                    .exception();
        }
    }

    private static boolean causedByTimeout(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static RuntimeException tooLarge(int maxBytes) {
        return Problem.of(
                        413,
                        "too-large",
                        "Body too large",
                        "at most " + maxBytes + " bytes are taken; nothing of it was")
                .with("max_bytes", maxBytes)
                .withHeader("Connection", "close")
                .exception();
    }

    private static RuntimeException tooSlow() {
        return Problem.of(408, "too-slow", "Body too slow", "the body did not arrive in time; nothing of it was taken")
                .withHeader("Connection", "close")
                .exception();
    }
}
