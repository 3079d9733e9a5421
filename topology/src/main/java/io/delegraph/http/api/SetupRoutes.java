package io.delegraph.http.api;

import io.delegraph.http.Response;
import io.delegraph.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** What the first minutes need to know: whether a client is connected to this instance, and what there is to import. */
public final class SetupRoutes {
    private final Supplier<ClientSetup> setup;

    public SetupRoutes(Supplier<ClientSetup> setup) {
        this.setup = setup;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/setup", request -> Response.json(setup.get())));
    }
}
