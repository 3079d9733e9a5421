package io.delegraph.cli;

/** Something stands in the way of a command. The message is one line for a person: what, where, what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
