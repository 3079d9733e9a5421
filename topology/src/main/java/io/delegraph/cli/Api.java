package io.delegraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.doctor.EndpointClient;
import io.delegraph.doctor.EndpointClient.HttpResult;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.schemas.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the HTTP API of one Delegraph. What keeps it from an answer is a {@link NotAvailableException} that says so; an answer
 * that will not change by asking again (an unknown session, a wrong token) is a {@link CommandException}.
 */
final class Api {
    private static final int RETRY_SECONDS = 1;

    private final EndpointClient endpoint;

    /** {@code readToken} null when none is needed. */
    Api(URI url, @Nullable String readToken) {
        this.endpoint = new EndpointClient(url, readToken);
    }

    URI url() {
        return endpoint.url();
    }

    /** The body of an answer 200. */
    String text(String path) {
        HttpResult result = endpoint.get(path);
        return switch (result.status()) {
            case 200 -> result.body();
            case 0 -> throw unavailable("cannot be reached (" + result.body() + ")");
            case 401 ->
                throw new CommandException("the Delegraph at " + url()
                        + " wants a read token: --token, or DELEGRAPH_READ_TOKEN in the environment");
            case 400, 404, 409 -> throw new CommandException(detail(result));
            case 503 -> throw new NotAvailableException(detail(result), RETRY_SECONDS);
            default -> throw unavailable("answered " + result.status() + ": " + detail(result));
        };
    }

    JsonNode json(String path) {
        return read(path, new TypeReference<>() {});
    }

    <T> T read(String path, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(text(path), type);
        } catch (JsonProcessingException e) {
            throw unavailable("answered without the JSON of a Delegraph");
        }
    }

    /** Whether it is ready, and whatever else {@code /readyz} says. */
    HttpResult ready() {
        return endpoint.get("/readyz");
    }

    /** A part of a path. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Of a problem document; of any other body its beginning. */
    private String detail(HttpResult result) {
        try {
            JsonNode problem = Json.MAPPER.readTree(result.body());
            String detail = problem.path("detail").asText(problem.path("title").asText());
            if (!detail.isEmpty()) {
                return detail + " (" + url() + ")";
            }
        } catch (JsonProcessingException e) {
            // no problem document: somebody else answers there
        }
        return "the Delegraph at " + url() + " answered " + result.status();
    }

    private NotAvailableException unavailable(String what) {
        return new NotAvailableException("the Delegraph at " + url() + " " + what, RETRY_SECONDS);
    }
}
