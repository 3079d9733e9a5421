package io.delegraph.config;

/** A setting cannot be used. The message is one line for a person: which key, what was found, what is expected, and where it stands. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
