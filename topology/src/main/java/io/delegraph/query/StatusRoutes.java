package io.delegraph.query;

import java.util.List;

/** The status of the service and the prices that costs are computed with. */
final class StatusRoutes {
    private final Setup setup;
    private final Arrivals arrivals;

    StatusRoutes(Setup setup, Arrivals arrivals) {
        this.setup = setup;
        this.arrivals = arrivals;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/status", ask -> Answer.json(status())),
                Route.get("/api/v1/models", ask -> Answer.json(setup.prices())));
    }

    private ServiceStatus status() {
        Arrivals.Seen seen = arrivals.now();
        return new ServiceStatus(
                setup.version(),
                System.currentTimeMillis(),
                setup.startedAt(),
                seen.hooks(),
                seen.rejected(),
                setup.kafka(),
                setup.hooksUrl());
    }

    /**
     * What {@code /api/v1/status} says.
     *
     * @param now epoch ms
     * @param startedAt of this instance, epoch ms
     */
    record ServiceStatus(
            String version,
            long now,
            long startedAt,
            Arrivals.Hooks hooks,
            Arrivals.Rejected rejected,
            String kafka,
            String hooksUrl) {}
}
