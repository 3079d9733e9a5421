package io.delegraph.http.hooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where hooks go that come over HTTP. */
public interface HookSink {
    /**
     * Takes one hook: a JSON object in UTF-8. Returns when it is safe.
     *
     * @throws HookSinkUnavailableException when it could not be kept now
     */
    void accept(byte[] body);

    /**
     * Takes several in their order. Override it where they can be sent together.
     *
     * @throws HookSinkUnavailableException naming how many are safe: the first so many of them, none of the others
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

    /** Hooks cannot be kept now; try again in {@link #retryAfterSeconds()}. */
    final class HookSinkUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int retryAfterSeconds;
        private final int accepted;

        public HookSinkUnavailableException(String message, int retryAfterSeconds) {
            this(message, retryAfterSeconds, 0);
        }

        /**
         * The first {@code accepted} of several are safe.
         *
         * @param accepted must not be sent again
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
