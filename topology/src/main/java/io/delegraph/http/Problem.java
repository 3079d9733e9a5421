package io.delegraph.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.query.PeerProtocol;
import io.delegraph.schemas.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error response: a problem document, RFC 9457.
 *
 * @param kind the last part of {@code type}; stable, for programs
 * @param title the same for every problem of its kind
 * @param detail what is wrong in this case, and what to do
 * @param members further members of the document, for programs
 * @param headers headers of the response
 */
public record Problem(
        int status,
        String kind,
        String title,
        @Nullable String detail,
        Map<String, Object> members,
        Map<String, String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(int status, String kind, String title, @Nullable String detail) {
        return new Problem(status, kind, title, detail, Map.of(), Map.of());
    }

    public static Problem notFound(String kind, String title, String detail) {
        return of(404, kind, title, detail);
    }

    public static Problem badParameter(String name, String given, String allowed) {
        String shown = given.length() <= 100 ? given : given.substring(0, 100) + "…";
        return of(
                        400,
                        "bad-parameter",
                        "Bad parameter",
                        name + ": '" + shown + "' is not allowed here; allowed: " + allowed)
                .with("parameter", name)
                .with("given", shown)
                .with("allowed", allowed);
    }

    public static Problem unavailable(@Nullable String detail, int retryAfterSeconds) {
        return of(503, "not-available", "Not available now", detail)
                .withHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, kind, title, detail, more, headers);
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, kind, title, detail, members, more);
    }

    /**
     * The response with the document.
     *
     * @param instance path of the request
     */
    Response toResponse(String instance) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("type", PeerProtocol.PROBLEM_TYPE_PREFIX + kind);
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put("instance", instance);
        members.forEach(document::putPOJO);
        return new Response(status, MEDIA_TYPE, Json.write(document), headers);
    }

    public RuntimeException exception() {
        return new ProblemException(this);
    }

    /** Ends a request with a problem. */
    public static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        private ProblemException(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
