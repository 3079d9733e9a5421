package io.delegraph.http;

import io.delegraph.live.Feed;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes responses to Helidon. */
final class ResponseWriter {

    /** Responses contain what agents do, so they must not be cached, framed, sniffed, or read by other sites. */
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private ResponseWriter() {}

    /**
     * Sends a response.
     *
     * @param withoutBody true for HEAD
     * @param last when the connection is closed after it
     */
    static void send(Response answer, boolean withoutBody, boolean last, ServerResponse response) {
        response.status(Status.create(answer.status()));
        SECURITY_HEADERS.forEach(response::header);
        answer.headers().forEach(response::header);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (answer.contentType() != null) {
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (answer.stream() != null) {
            stream(answer.stream(), withoutBody, response);
            return;
        }
        if (withoutBody) {
            response.contentLength(answer.body().length);
        }
        if (withoutBody || answer.contentType() == null) {
            response.send();
        } else {
            response.send(answer.body());
        }
    }

    /** Helidon ends the stream only when the handler returns normally, so a failed stream does not look complete. */
    private static void stream(Feed.FeedStream stream, boolean withoutBody, ServerResponse response) {
        try (stream) {
            if (withoutBody) {
                response.send();
                return;
            }
            OutputStream out = response.outputStream();
            stream.writeTo(out);
            out.close();
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            throw new CloseConnectionException("the reader of a stream is gone", e);
        }
    }

    /** The response to an invalid request that no route can handle: a broken request line, headers too long. */
    static TransportResponse protocolProblem(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        Problem problem = status.code() == 413
                ? Problem.of(413, "too-large", "Body too large", "the body is too long to be read")
                : Problem.of(status.code(), "bad-request", status.reasonPhrase(), detail(type, message));
        Response answer = problem.toResponse(request.path() == null ? "" : request.path());
        TransportResponse.Builder response = DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(false)
                .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                .entity(answer.body());
        SECURITY_HEADERS.forEach((name, value) -> response.header(HeaderNames.create(name), value));
        return response.build();
    }

    private static String detail(EventType type, @Nullable String message) {
        return type == EventType.INTERNAL_ERROR || message == null || message.isBlank()
                ? "this request could not be read"
                : message;
    }
}
