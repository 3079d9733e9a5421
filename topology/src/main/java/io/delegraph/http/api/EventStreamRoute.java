package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.live.Feed;
import java.util.List;

/** Changes of agents, workflows and security findings as server-sent events. */
public final class EventStreamRoute {
    private final Feed feed;

    public EventStreamRoute(Feed feed) {
        this.feed = feed;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/stream", this::stream, "session"));
    }

    private Response stream(Request request) {
        try {
            return Response.eventStream(feed.open(request.header().apply("Last-Event-ID"), request.text("session")));
        } catch (Feed.FeedUnavailableException e) {
            throw Problem.unavailable(e.getMessage(), e.retryAfterSeconds()).exception();
        }
    }
}
