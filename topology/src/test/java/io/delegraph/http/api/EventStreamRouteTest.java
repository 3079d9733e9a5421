package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.TestServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.live.Feed;
import io.delegraph.query.FakeQueries;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamRouteTest {
    private TestServer server = TestServer.withFamily("s1");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldPassOnTheSessionAndTheLastEventId() {
        HttpResponse<String> stream = server.get("/api/v1/stream?session=s%2F1", "Last-Event-ID", "x.1");

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(stream.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(stream.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        assertThat(stream.body()).isEqualTo(":\n\n");
        assertThat(server.feed.opened).containsExactly("x.1 s/1");
        assertThat(server.feed.open).hasValue(0);
    }

    @Test
    void shouldNotKeepAReaderForAnAnswerWithoutABody() {
        String head = server.raw("HEAD /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        assertThat(server.feed.opened).containsExactly("null null");
        assertThat(server.feed.open).hasValue(0);
    }

    @Test
    void shouldAnswerRetryAfterWhenThereAreTooManyReaders() {
        server.feed.refusal = new Feed.FeedUnavailableException("full", 5);

        HttpResponse<String> stream = server.get("/api/v1/stream");
        assertThat(stream.statusCode()).isEqualTo(503);
        assertThat(stream.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void shouldRequireTheReadToken() {
        assertThat(server.raw("GET /api/v1/stream HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        server.close();
        server = new TestServer(
                FakeQueries.withFamily("s1"),
                plain -> new HttpSettings(
                        plain.host(), 0, "read", null, Set.of(), plain.maxHookBytes(), plain.requestTimeout()));
        assertThat(server.get("/api/v1/stream").statusCode()).isEqualTo(401);
        assertThat(server.feed.opened).isEmpty();
    }
}
