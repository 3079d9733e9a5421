package io.delegraph.http;

import io.delegraph.live.Feed;
import io.delegraph.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The response of a route. */
public final class Response {
    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private final Feed.@Nullable FeedStream stream;

    /** Keeps the body without a copy; it must not be changed. */
    public Response(int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, null);
    }

    private Response(
            int status,
            @Nullable String contentType,
            byte[] body,
            Map<String, String> headers,
            Feed.@Nullable FeedStream stream) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.stream = stream;
    }

    /** A body that continues until its reader or its source ends it and the connection. */
    public static Response eventStream(Feed.FeedStream stream) {
        // a buffering proxy would delay events
        Map<String, String> headers = Map.of("Connection", "close", "X-Accel-Buffering", "no");
        return new Response(200, "text/event-stream", new byte[0], headers, stream);
    }

    public static Response json(Object value) {
        return json(200, Json.write(value));
    }

    public static Response json(int status, byte[] body) {
        return new Response(status, "application/json", body, Map.of());
    }

    public static Response text(String contentType, String text) {
        return new Response(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Response noContent() {
        return new Response(204, null, new byte[0], Map.of());
    }

    int status() {
        return status;
    }

    /** Null for a status without a body. */
    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    /** To be closed by the sender of the response; null for a response with a body. */
    Feed.@Nullable FeedStream stream() {
        return stream;
    }

    Map<String, String> headers() {
        return headers;
    }
}
