package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.app.TestServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.query.Queries.TimelineFilter;
import io.delegraph.schemas.lifecycle.AgentState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteQueriesTest {
    private static final String ODD = "a/b \"c\" ü\0%2F..";

    private final TestServer server = new TestServer(FakeQueries.withFamily(ODD));
    private final RemoteQueries remote = RemoteQueries.of(URI.create("http://127.0.0.1:" + server.port() + "/"), null);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldGiveTheSameAnswersAsTheOtherHas() {
        FakeQueries peer = server.queries;
        PageRequest page = new PageRequest(10, null);

        assertThat(remote.sessions(SessionFilter.ANY, page)).isEqualTo(peer.sessions(SessionFilter.ANY, page));
        assertThat(remote.agents(Set.of(AgentState.ACTIVE), page))
                .isEqualTo(peer.agents(Set.of(AgentState.ACTIVE), page));
        assertThat(remote.search(List.of("check", "out"), page)).isEqualTo(peer.search(List.of("check", "out"), page));
        assertThat(remote.attention(0).needsYou()).isEqualTo(peer.attention(0).needsYou());
        assertThat(remote.sessionIds("a/b ", 5)).isEqualTo(peer.sessionIds("a/b ", 5));
        assertThat(remote.hierarchy(ODD, null)).isEqualTo(peer.hierarchy(ODD, null));
        assertThat(remote.hierarchy(ODD, 7L)).isEqualTo(peer.hierarchy(ODD, 7L));
        assertThat(remote.workflows(ODD)).isEqualTo(peer.workflows(ODD));
        assertThat(remote.messages(ODD)).isEqualTo(peer.messages(ODD));
        assertThat(remote.orphanedResources(ODD)).isEqualTo(peer.orphanedResources(ODD));
        assertThat(remote.events(ODD, TimelineFilter.ANY, page)).isEqualTo(peer.events(ODD, TimelineFilter.ANY, page));
        assertThat(remote.agent(ODD, "a1")).isEqualTo(peer.agent(ODD, "a1"));
    }

    @Test
    void shouldPassOnFiltersAndPages() {
        SessionFilter filter = new SessionFilter(Set.of(AgentState.LOST, AgentState.FAILED), 1L, 2L, "a&b=c", "ä +");

        remote.sessions(filter, new PageRequest(3, new Cursor(5, ODD, "").encode()));
        String cursor = TimelineCursor.encode(SampleRecords.tool("a&1", 5));
        remote.events(ODD, new TimelineFilter("x&y", 1L, 2L), new PageRequest(7, cursor));

        assertThat(server.queries.sessionFilter).isEqualTo(filter);
        assertThat(server.queries.timelineFilter).isEqualTo(new TimelineFilter("x&y", 1L, 2L));
        assertThat(server.queries.timelinePage).isEqualTo(new PageRequest(7, cursor));
    }

    @Test
    void shouldDistinguishUnknownFromUnavailable() {
        assertThat(remote.hierarchy("nobody", null)).isEmpty();
        assertThat(remote.workflows("nobody")).isEmpty();
        assertThat(remote.events("nobody", TimelineFilter.ANY, new PageRequest(10, null)))
                .isEmpty();
        assertThat(remote.agent("nobody", "a")).isEmpty();

        server.queries.failure = new NotAvailableException("partition 3 is moving", 4);

        assertThatThrownBy(() -> remote.hierarchy("nobody", null))
                .isInstanceOfSatisfying(
                        NotAvailableException.class,
                        e -> assertThat(e.retryAfterSeconds()).isEqualTo(4))
                .hasMessage("partition 3 is moving");
    }

    @Test
    void shouldNotTurnAFailureIntoAnEmptyList() {
        server.queries.failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> remote.sessions(SessionFilter.ANY, new PageRequest(1, null)))
                .isInstanceOf(NotAvailableException.class)
                .hasMessageContaining("answered 500");
        assertThatThrownBy(() -> remote.workflows(ODD)).isInstanceOf(NotAvailableException.class);
    }

    @Test
    void shouldFailWithAMessageWhenNoServerAnswers() {
        int port = server.port();
        server.close();

        assertThatThrownBy(() -> remote.hierarchy("s", null))
                .isInstanceOf(NotAvailableException.class)
                .hasMessage("the Delegraph at http://127.0.0.1:" + port + " cannot be reached (connection refused)");
    }

    @Test
    void shouldAskAPeerForWhatItHasItself() {
        server.local.sessions.add(SampleRecords.session("here", 1));
        RemoteQueries peer = RemoteQueries.of(new PartitionOwners.Peer("127.0.0.1", server.port()), null);

        assertThat(peer.hierarchy("here", null)).isPresent();
        assertThat(peer.hierarchy(ODD, null)).isEmpty();
        assertThat(server.queries.asked).hasValue(0);
    }

    @Test
    void shouldSendTheReadToken() {
        try (TestServer guarded = new TestServer(
                FakeQueries.withFamily("s"),
                plain -> new HttpSettings(
                        plain.host(), 0, "secret", null, Set.of(), plain.maxHookBytes(), plain.requestTimeout()))) {
            URI url = URI.create("http://127.0.0.1:" + guarded.port());

            assertThat(RemoteQueries.of(url, "secret").hierarchy("s", null)).isPresent();
            assertThatThrownBy(() -> RemoteQueries.of(url, "wrong").hierarchy("s", null))
                    .hasMessageContaining("answered 401: this is not the read token");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nnot found",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"items\":",
                "",
            })
    void shouldFailWhenTheServerIsNotDelegraph(String answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> other = CompletableFuture.supplyAsync(() -> answerOnce(listener, answer));
            RemoteQueries wrong = new RemoteQueries(
                    "http://127.0.0.1:" + listener.getLocalPort(), null, false, Duration.ofMillis(300));

            assertThatThrownBy(() -> wrong.workflows("s")).isInstanceOf(NotAvailableException.class);
            other.join().close();
        }
    }

    /** Leaves the connection open, because some of these responses are incomplete. */
    private static Socket answerOnce(ServerSocket listener, String answer) {
        try {
            Socket socket = listener.accept();
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldMergeOverHttp() {
        server.local.sessions.add(SampleRecords.session("far", 10));
        server.local.missing = List.of(0);
        FakeQueries near = new FakeQueries();
        near.sessions.add(SampleRecords.session("near", 20));
        near.missing = List.of(1);
        PartitionOwners owners = new PartitionOwners() {
            @Override
            public Owner ownerOf(String sessionId) {
                return new RemoteOwner(peers().getFirst());
            }

            @Override
            public List<Peer> peers() {
                return List.of(new Peer("127.0.0.1", server.port()));
            }
        };
        Queries everywhere = FanOutQueries.of(near, owners, null);

        Queries.Page<?> page = everywhere.sessions(SessionFilter.ANY, new PageRequest(10, null));

        assertThat(page.items()).hasSize(2);
        assertThat(page.missingPartitions()).isEmpty();
        assertThat(everywhere.hierarchy("far", null)).isPresent();
    }
}
