package io.delegraph.config;

/** A setting is invalid. The message is one line for a person: the key, the found value, the expectation, and the file. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
