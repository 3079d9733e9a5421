package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;

/** The metrics for Prometheus: its text format, or OpenMetrics when the client accepts that. */
public final class MetricsRoute {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    public MetricsRoute(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    public List<Route> routes() {
        return List.of(Route.get("/metrics", this::metrics));
    }

    private Response metrics(Request request) {
        String accept = request.header().apply("Accept");
        boolean open = accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
        String type = open ? OPEN_METRICS : TEXT;
        return Response.text(type, registry.scrape(type));
    }
}
