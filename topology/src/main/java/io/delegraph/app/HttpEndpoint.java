package io.delegraph.app;

import io.delegraph.http.HttpServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.HttpStartException;
import io.delegraph.http.Route;
import io.delegraph.http.Router;
import io.delegraph.http.api.AgentRoutes;
import io.delegraph.http.api.AnalyticsRoutes;
import io.delegraph.http.api.AttentionRoutes;
import io.delegraph.http.api.EventStreamRoute;
import io.delegraph.http.api.FindingRoutes;
import io.delegraph.http.api.HealthRoutes;
import io.delegraph.http.api.IdPrefixes;
import io.delegraph.http.api.LiveGraphRoutes;
import io.delegraph.http.api.MetricsRoute;
import io.delegraph.http.api.OpenApiRoute;
import io.delegraph.http.api.QueryScopes;
import io.delegraph.http.api.RiskRoutes;
import io.delegraph.http.api.SearchRoutes;
import io.delegraph.http.api.SessionRoutes;
import io.delegraph.http.api.SetupRoutes;
import io.delegraph.http.api.StatusRoutes;
import io.delegraph.http.api.TopologyRoute;
import io.delegraph.http.auth.Authorizer;
import io.delegraph.http.auth.LoginRoutes;
import io.delegraph.http.hooks.HookRoute;
import io.delegraph.http.page.PageRoutes;
import io.delegraph.http.transcripts.TranscriptRoutes;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Composes the HTTP endpoint: access control, routes, and the server. */
public final class HttpEndpoint {
    private HttpEndpoint() {}

    /**
     * Starts listening.
     *
     * @throws HttpStartException when it must not or cannot start; the message says what to do
     */
    public static HttpServer start(HttpSettings settings, Backend backend) {
        InetAddress address = settings.bindAddress();
        Authorizer authorizer = new Authorizer(settings, address);
        PageRoutes page = new PageRoutes(request -> authorizer.mayRead(request.header()));
        List<Route> routes = Stream.concat(routes(settings, backend, authorizer).stream(), page.routes().stream())
                .toList();
        return HttpServer.start(settings, address, new Router(routes, authorizer), backend.metrics());
    }

    /** All routes that {@code /openapi.json} describes: everything except the page. */
    static List<Route> routes(HttpSettings settings, Backend backend, Authorizer authorizer) {
        QueryScopes queries = backend.queries();
        return Stream.of(
                        new SessionRoutes(queries).routes(),
                        new TranscriptRoutes(backend.transcripts(), new IdPrefixes(queries)::session).routes(),
                        new AgentRoutes(queries).routes(),
                        new SearchRoutes(queries).routes(),
                        new AttentionRoutes(queries).routes(),
                        new FindingRoutes(queries, backend.instanceInfo().securityPolicy()).routes(),
                        new RiskRoutes(queries).routes(),
                        new LiveGraphRoutes(queries).routes(),
                        new AnalyticsRoutes(queries, backend.instanceInfo().minimumSample()).routes(),
                        new StatusRoutes(backend.instanceInfo(), backend.ingestStatistics()).routes(),
                        new SetupRoutes(new LocalSetup(settings.bindAddress(), backend.metrics())).routes(),
                        new EventStreamRoute(backend.feed()).routes(),
                        new HookRoute(backend.hooks(), settings.maxHookBytes()).routes(),
                        new HealthRoutes(backend.readiness()).routes(),
                        new MetricsRoute(backend.metrics()).routes(),
                        new TopologyRoute(backend.topology()).routes(),
                        new LoginRoutes(authorizer).routes(),
                        new OpenApiRoute().routes())
                .flatMap(List::stream)
                .toList();
    }
}
