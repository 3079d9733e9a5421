package io.delegraph.query;

import io.delegraph.live.Feed;
import io.delegraph.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a route answers. */
final class Answer {
    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private final Feed.Stream stream;

    /** Keeps the body as it is: nobody changes it. */
    Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, null);
    }

    private Answer(int status, String contentType, byte[] body, Map<String, String> headers, Feed.Stream stream) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.stream = stream;
    }

    /** A body that goes on until its reader or its source ends it, and the connection with it. */
    static Answer events(Feed.Stream stream) {
        // a proxy that buffers would hold events back
        Map<String, String> headers = Map.of("Connection", "close", "X-Accel-Buffering", "no");
        return new Answer(200, "text/event-stream", new byte[0], headers, stream);
    }

    static Answer json(Object value) {
        return json(200, Json.write(value));
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json", body, Map.of());
    }

    static Answer text(String contentType, String text) {
        return new Answer(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer noContent() {
        return new Answer(204, null, new byte[0], Map.of());
    }

    int status() {
        return status;
    }

    /** Null when the status goes without a body. */
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    /** To be closed by who sends the answer; null for a body. */
    Feed.Stream stream() {
        return stream;
    }

    Map<String, String> headers() {
        return headers;
    }
}
