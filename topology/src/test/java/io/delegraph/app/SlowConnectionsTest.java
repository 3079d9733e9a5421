package io.delegraph.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.http.HttpSettings;
import io.delegraph.query.FakeQueries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that occupy connections and memory without using them. */
class SlowConnectionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HEAD = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n";

    private final List<Socket> sockets = new ArrayList<>();
    private TestServer server;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void shouldCloseAConnectionThatSendsItsHeadByteByByte() throws IOException {
        start(Duration.ofMillis(300));
        Socket dribbling = connect(HEAD);

        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> closedOn(dribbling, "X-More: y\r\n"));

        Socket again = connect("GET /healthz HT");
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> closed(again));
    }

    /** More connections than the limit. */
    @Test
    void shouldAnswerWhileThousandsOfHeadsAreIncomplete() throws IOException {
        start(Duration.ofMinutes(2));
        for (int i = 0; i < 2_100; i++) {
            connect(HEAD);
        }

        assertThat(CompletableFuture.supplyAsync(() -> server.get("/healthz").statusCode()))
                .succeedsWithin(SOON)
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseBodiesThatTogetherAreTooMuchAndTakeThemAfterwards() throws IOException {
        start(Duration.ofMinutes(2));
        String half = "x".repeat(500_000);
        for (int i = 0; i < 60; i++) {
            connect("POST /hooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n" + half);
        }
        String hook = "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"more\":\"" + "y".repeat(900_000) + "\"}";
        await().atMost(SOON).until(() -> server.post("/hooks", hook).statusCode() == 503);
        assertThat(server.post("/hooks", hook).headers().firstValue("Retry-After"))
                .isPresent();
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);

        for (Socket socket : sockets) {
            socket.close();
        }
        await().atMost(SOON).until(() -> server.post("/hooks", hook).statusCode() == 204);
    }

    private void start(Duration requestTimeout) {
        server = new TestServer(
                new FakeQueries(),
                plain -> new HttpSettings(
                        plain.host(), 0, null, null, plain.extraHosts(), plain.maxHookBytes(), requestTimeout));
    }

    private Socket connect(String begin) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20);
        sockets.add(socket);
        send(socket, begin);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static boolean closedOn(Socket socket, String more) throws IOException {
        try {
            send(socket, more);
        } catch (SocketException e) {
            return true;
        }
        return closed(socket);
    }

    /** Whether the server closed the connection, with or without a response. */
    private static boolean closed(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // a response that reports it
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
