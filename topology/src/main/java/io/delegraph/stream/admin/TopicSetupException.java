package io.delegraph.stream.admin;

/** The cluster cannot be used as it is. The message is one line for a person: the finding, the expectation, what to do. */
public final class TopicSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicSetupException(String message) {
        super(message);
    }

    TopicSetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
