package io.delegraph.live;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where readers of changes are admitted. */
@FunctionalInterface
public interface Feed {
    /**
     * Admits a reader: what is committed from now on reaches it.
     *
     * @param lastEventId the last id that it got before; null for none: from now on
     * @param session whose agents and workflows it wants; null for none, only told which sessions changed
     * @throws FeedUnavailableException when there are too many readers, or Kafka does not answer
     */
    FeedStream open(@Nullable String lastEventId, @Nullable String session);

    /** One reader's events. */
    interface FeedStream extends AutoCloseable {
        /**
         * Writes events as they come.
         *
         * @throws IOException when the reader is gone, was dropped, or the feed is closed: the connection is to be closed too
         */
        void writeTo(OutputStream out) throws IOException;

        /** Its place is free again. */
        @Override
        void close();
    }

    /** No reader can be admitted now; the message says why. */
    final class FeedUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int retryAfterSeconds;

        public FeedUnavailableException(String message, int retryAfterSeconds) {
            super(message);
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }
}
