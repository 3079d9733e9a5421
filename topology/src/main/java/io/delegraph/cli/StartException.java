package io.delegraph.cli;

/** Something stands in the way of a command. The message is one line for a person: what, where, what to do. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
