package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.http.api.Readiness.Status;
import io.delegraph.schemas.Json;
import java.util.List;
import java.util.Map;

/** Liveness and readiness for orchestrators; they need no token and reveal nothing about agents. */
public final class HealthRoutes {
    private final Readiness readiness;

    public HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    public List<Route> routes() {
        return List.of(Route.open("/healthz", this::health), Route.open("/readyz", this::ready));
    }

    private Response health(Request request) {
        Status status = readiness.now();
        return Response.json(
                status.alive() ? 200 : 503, Json.write(new Health(status.alive() ? "ok" : "failed", status.state())));
    }

    private Response ready(Request request) {
        Status status = readiness.now();
        byte[] body = Json.write(new Ready(status.ready(), status.state(), status.restoring()));
        return status.ready()
                ? Response.json(200, body)
                : new Response(503, "application/json", body, Map.of("Retry-After", "1"));
    }

    /** The body of {@code /healthz}. */
    private record Health(String status, String state) {}

    /** The body of {@code /readyz}. */
    private record Ready(boolean ready, String state, List<Readiness.Restoring> restoring) {}
}
