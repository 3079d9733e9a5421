package io.delegraph.http.api;

import io.delegraph.http.Response;
import io.delegraph.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves the OpenAPI description of this service. */
public final class OpenApiRoute {
    private final byte[] openApi = resource("openapi.json");

    public List<Route> routes() {
        return List.of(Route.open("/openapi.json", request -> Response.json(200, openApi)));
    }

    private static byte[] resource(String name) {
        try (@Nullable InputStream in = OpenApiRoute.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name + ": build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
