package io.delegraph.tools.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Sends queries over HTTP, on persistent connections. */
final class ApiClient implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    ApiClient(String base) {
        this.base = base;
    }

    /** Empty for 404. */
    Optional<byte[]> get(String path) {
        HttpResponse<byte[]> answer = ask(path);
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    HttpResponse<byte[]> ask(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + base + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Optional<JsonNode> json(String path) {
        return get(path).map(bytes -> Json.read(bytes, JsonNode.class));
    }

    @Override
    public void close() {
        client.close();
    }
}
