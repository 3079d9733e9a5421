package io.delegraph.http.hooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores hooks that came over HTTP. */
public interface HookSink {
    /**
     * Stores one hook, a JSON object in UTF-8. Returns when it is stored.
     *
     * @throws HookSinkUnavailableException when it cannot be stored now
     */
    void accept(byte[] body);

    /**
     * Stores several hooks in their order. Override it when they can be sent together.
     *
     * @throws HookSinkUnavailableException with the number of stored hooks: the first ones are stored, the others are not
     */
    default void acceptAll(List<byte[]> bodies) {
        int accepted = 0;
        for (byte[] body : bodies) {
            try {
                accept(body);
            } catch (HookSinkUnavailableException e) {
                throw new HookSinkUnavailableException(e.getMessage(), e.retryAfterSeconds(), accepted);
            }
            accepted++;
        }
    }

    /** The hook exceeds the size limit, so a retry is useless; none of the hooks sent with it was stored. */
    final class HookTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public HookTooLargeException(String message) {
            super(message);
        }
    }

    /** Hooks cannot be stored now; try again in {@link #retryAfterSeconds()}. */
    final class HookSinkUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int retryAfterSeconds;
        private final int accepted;

        public HookSinkUnavailableException(String message, int retryAfterSeconds) {
            this(message, retryAfterSeconds, 0);
        }

        /**
         * The first {@code accepted} of several hooks are stored.
         *
         * @param accepted number of hooks that must not be sent again
         */
        public HookSinkUnavailableException(@Nullable String message, int retryAfterSeconds, int accepted) {
            super(message);
            this.retryAfterSeconds = retryAfterSeconds;
            this.accepted = accepted;
        }

        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }

        public int accepted() {
            return accepted;
        }
    }
}
