package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.schemas.lifecycle.Attention;
import java.time.Duration;
import java.util.List;

/** What a person should look at first. Pages ask for it at every change: those of one moment get the same answer. */
public final class AttentionRoutes {
    private final QueryScopes queries;
    private final ShortLivedCache<Boolean, Attention> answers =
            new ShortLivedCache<>(System::nanoTime, Duration.ofSeconds(1));

    public AttentionRoutes(QueryScopes queries) {
        this.queries = queries;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/attention", this::attention));
    }

    private Response attention(Request request) {
        return Response.json(
                answers.of(request.localOnly(), () -> queries.of(request).attention(System.currentTimeMillis())));
    }
}
