package io.delegraph.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Key of a record about something in a session. On the topic it is {@code session/part}, each percent-encoded; the record stands on
 * the session's partition, whatever the part.
 */
record RecordKey(String sessionId, String part) {
    @Override
    public String toString() {
        return encode(sessionId) + "/" + encode(part);
    }

    private static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
