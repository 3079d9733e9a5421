package io.delegraph.query;

import io.delegraph.live.Feed;
import java.util.List;

/** Changes of agents and workflows as server-sent events. */
final class EventStreamRoute {
    private final Feed feed;

    EventStreamRoute(Feed feed) {
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/stream", this::stream, "session"));
    }

    private Response stream(Request ask) {
        try {
            return Response.eventStream(feed.open(ask.header().apply("Last-Event-ID"), ask.text("session")));
        } catch (Feed.FeedUnavailableException e) {
            throw Problem.unavailable(e.getMessage(), e.retryAfterSeconds()).exception();
        }
    }
}
