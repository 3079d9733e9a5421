package io.delegraph.http.api;

import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.IngestStatistics;
import java.util.List;

/** The status of the service and the prices that costs are computed with. */
public final class StatusRoutes {
    private final InstanceInfo instanceInfo;
    private final IngestStatistics ingestStatistics;

    public StatusRoutes(InstanceInfo setup, IngestStatistics arrivals) {
        this.instanceInfo = setup;
        this.ingestStatistics = arrivals;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/status", request -> Response.json(status())),
                Route.get("/api/v1/models", request -> Response.json(instanceInfo.prices())));
    }

    private ServiceStatus status() {
        IngestStatistics.IngestSnapshot seen = ingestStatistics.now();
        return new ServiceStatus(
                instanceInfo.version(),
                System.currentTimeMillis(),
                instanceInfo.startedAt(),
                seen.hooks(),
                seen.rejected(),
                instanceInfo.kafka(),
                instanceInfo.hooksUrl());
    }

    /**
     * The body of {@code /api/v1/status}.
     *
     * @param now epoch ms
     * @param startedAt start of this instance, epoch ms
     */
    public record ServiceStatus(
            String version,
            long now,
            long startedAt,
            IngestStatistics.Hooks hooks,
            IngestStatistics.Rejected rejected,
            String kafka,
            String hooksUrl) {}
}
