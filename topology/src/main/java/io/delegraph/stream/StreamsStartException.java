package io.delegraph.stream;

/** The topology cannot start; the message names the reason and what to do. */
public final class StreamsStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StreamsStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
