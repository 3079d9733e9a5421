package io.delegraph.schemas;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Ids of what belongs to a session, unique among all sessions: {@code session/part}, each percent-encoded. */
public final class CompositeId {
    private CompositeId() {}

    public static String of(String sessionId, String part) {
        return encode(sessionId) + "/" + encode(part);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
