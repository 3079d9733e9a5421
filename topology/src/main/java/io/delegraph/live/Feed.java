package io.delegraph.live;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Admits readers of changes. */
@FunctionalInterface
public interface Feed {
    /**
     * Admits a reader, which gets everything that is committed from now on.
     *
     * @param lastEventId the last id that it received before; null for none
     * @param session the session of whose agents and workflows it gets the changes; null for only the ids of changed sessions
     * @throws FeedUnavailableException when there are too many readers, or Kafka does not answer
     */
    FeedStream open(@Nullable String lastEventId, @Nullable String session);

    /** The events of one reader. */
    interface FeedStream extends AutoCloseable {
        /**
         * Writes events as they come.
         *
         * @throws IOException when the reader is gone or was dropped, or the feed is closed: the connection must be closed too
         */
        void writeTo(OutputStream out) throws IOException;

        /** Releases the reader's place. */
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
