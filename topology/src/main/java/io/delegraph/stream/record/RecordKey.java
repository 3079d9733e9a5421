package io.delegraph.stream.record;

import io.delegraph.schemas.CompositeId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Key of a record within a session. On the topic it is {@code session/part}, each percent-encoded; the session alone determines the
 * partition.
 */
public record RecordKey(String sessionId, String part) {
    @Override
    public String toString() {
        return CompositeId.of(sessionId, part);
    }

    /** Parses the key of a record; empty when it is invalid. */
    public static Optional<RecordKey> parse(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? Optional.empty()
                    : Optional.of(new RecordKey(decode(text.substring(0, slash)), decode(text.substring(slash + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
