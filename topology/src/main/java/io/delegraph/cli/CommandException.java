package io.delegraph.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot continue. The message is for a person: the problem, the place, what to do; one line, or a list below it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    public CommandException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
