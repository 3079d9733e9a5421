package io.delegraph.cli;

import org.jspecify.annotations.Nullable;

/** Something stands in the way of a command. The message is for a person: what, where, what to do; one line, or a list below it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    public CommandException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
