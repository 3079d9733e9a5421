package io.delegraph.query;

import io.delegraph.live.Feed;
import java.util.List;

/** Changes of agents and workflows as server-sent events. */
final class StreamRoute {
    private final Feed feed;

    StreamRoute(Feed feed) {
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/stream", this::stream, "session"));
    }

    private Answer stream(Ask ask) {
        try {
            return Answer.events(feed.open(ask.header().apply("Last-Event-ID"), ask.text("session")));
        } catch (Feed.UnavailableException e) {
            throw Problem.unavailable(e.getMessage(), e.retryAfterSeconds()).exception();
        }
    }
}
