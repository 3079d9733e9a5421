package io.delegraph.http.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Route;
import io.delegraph.http.hooks.HookSink.HookSinkUnavailableException;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.Probe;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.query.FakeQueries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookRouteTest {
    private static final int MAX = 2_000;

    private final TestServer server = new TestServer(
            new FakeQueries(),
            plain -> new HttpSettings(plain.host(), 0, null, null, plain.extraHosts(), MAX, Duration.ofMillis(300)));

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json; charset=utf-8"
            })
    void shouldTakeAHookWhateverItsContentType(String type) {
        HttpResponse<String> response = server.post("/hooks", hook("ü"), "Content-Type", type);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(server.hooks).containsExactly(hook("ü"));
    }

    @Test
    void shouldTakeAHookWithoutContentTypeAndWithSpaceAroundIt() {
        assertThat(server.post("/hooks", "\n " + hook("a").replace(":", " :\n ") + "\r\n")
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.hooks).containsExactly(hook("a").replace(":", " :\n "));
    }

    @Test
    void shouldLeaveTheByteOrderMarkOut() {
        assertThat(server.post("/hooks", "\ufeff" + hook("a")).statusCode()).isEqualTo(204);
        assertThat(server.hooks).containsExactly(hook("a"));
    }

    @Test
    void shouldTakeNewlineDelimitedHooksInTheirOrder() {
        String body = hook("1") + "\n\n" + hook("ü") + "\r\n" + hook("3");

        assertThat(server.post("/hooks", body, "Content-Type", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.hooks).containsExactly(hook("1"), hook("ü"), hook("3"));
    }

    @Test
    void shouldTakeNothingWhenOneLineIsBroken() {
        HttpResponse<String> response = server.post(
                "/hooks", hook("a") + "\n" + hook("b") + "\n{\"n\":\n", "Content-Type", "application/x-ndjson");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("line").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(server.hooks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                    | the body is empty
            `   `                 | the body is empty
            hello                 | Unrecognized token 'hello'
            [{}]                  | found an array, at line 1, column 1
            "text"                | found a string
            null                  | found null
            true                  | found a boolean
            12                    | found a number
            {"session_id":"s","hook_event_name":"Stop"} [] | found an array, at line 1, column 45
            {"a":1                | line 1
            {"a":1}}              | line 1
            {'a':1}               | line 1
            {"a":NaN}             | line 1
            """)
    void shouldNameTheErrorAndItsPlaceWhenABodyIsInvalid(String body, String message) {
        HttpResponse<String> response = server.post("/hooks", body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("type").asText()).isEqualTo("urn:delegraph:problem:not-a-hook");
        assertThat(problem.get("detail").asText()).contains(message);
        assertThat(server.hooks).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotUtf8OrTooDeep() {
        assertThat(server.post("/hooks", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/hooks", "{}".getBytes(StandardCharsets.UTF_16)).statusCode())
                .isEqualTo(400);
        HttpResponse<String> deep = server.post("/hooks", "{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}");
        assertThat(deep.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(deep).get("detail").asText()).contains("nesting depth");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        String fits =
                hook("a").replace("}", ",\"x\":\"" + "x".repeat(MAX - hook("a").length() - 7) + "\"}");
        assertThat(server.post("/hooks", fits).statusCode()).isEqualTo(204);

        HttpResponse<String> announced = server.post("/hooks", fits + " ");

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(TestServer.json(announced).get("max_bytes").asInt()).isEqualTo(MAX);
        assertThat(server.hooks).hasSize(1);
    }

    @Test
    void shouldRefuseABodyWhenItsLengthIsNotAnnouncedAndTooLarge() {
        String chunk = Integer.toHexString(1500) + "\r\n" + "{\"a\":\"" + "x".repeat(1494) + "\r\n";
        String answer = server.raw("POST /hooks HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk + chunk + "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("too-large").contains("HTTP/1.1 200");
    }

    @Test
    void shouldCloseTheConnectionWhenAnUnusedBodyDoesNotArrive() {
        String answer = server.raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Connection: close");
    }

    @Test
    void shouldServeTheNextRequestAfterAnUnusedBody() {
        String answer = server.raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
                + "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).containsSubsequence("HTTP/1.1 200", "\"status\"", "HTTP/1.1 200", "\"ready\"");
    }

    @Test
    void shouldRefuseTheTooLargeBeforeItIsSentWhenTheClientWaits() {
        String answer = server.raw(
                "POST /hooks HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9999\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
    }

    @Test
    void shouldRefuseWhatIsFarTooLarge() {
        String answer = server.raw("POST /hooks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "too-large");
    }

    @Test
    void shouldTimeOutWhenABodyDoesNotArrive() {
        String answer = server.raw("POST /hooks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("too-slow");
        assertThat(server.hooks).isEmpty();
    }

    @Test
    void shouldTimeOutABodyThatArrivesByteByByte() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20);
            socket.getOutputStream()
                    .write("POST /hooks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1900\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.length() < 12) {
                // waiting 20 ms for a response is the pause between two bytes
                drip(socket, answer);
            }
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
        assertThat(server.hooks).isEmpty();
    }

    private static void drip(Socket socket, StringBuilder answer) throws IOException {
        try {
            int answered = socket.getInputStream().read();
            assertThat(answered).as("connection closed without an answer").isNotNegative();
            answer.append((char) answered);
        } catch (SocketTimeoutException e) {
            socket.getOutputStream().write(' ');
        }
    }

    @Test
    void shouldAnswer503WithRetryAfterWhenHooksCannotBeKept() {
        server.hookFailure = new HookSinkUnavailableException("Kafka does not answer", 5);

        HttpResponse<String> response = server.post("/hooks", hook("a"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(TestServer.json(response).get("detail").asText()).isEqualTo("Kafka does not answer");
        assertThat(TestServer.json(response).get("accepted").asInt()).isZero();
    }

    @Test
    void shouldReportTheNumberOfStoredHooksWhenKafkaFails() {
        HookSink full = new HookSink() {
            private int room = 2;

            @Override
            public void accept(byte[] body) {
                if (room-- == 0) {
                    throw new HookSinkUnavailableException("full", 1);
                }
            }
        };
        Route hooks = new HookRoute(full, MAX).routes().getFirst();
        Request request = new Request(
                Map.of(),
                Map.of(),
                name -> null,
                max -> (hook("a") + hook("b") + hook("c")).getBytes(StandardCharsets.UTF_8));

        assertThat(catchThrowableOfType(
                                Problem.ProblemException.class,
                                () -> hooks.handler().handle(request))
                        .problem()
                        .members())
                .containsEntry("accepted", 2);
    }

    /** The sender gets the same errors as in the rejected topic. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"v\":1,\"id\":\"a\"}",
                "{\"v\":1,\"hook\":[]}",
                "{\"hook_event_name\":\"Stop\"}",
                "{\"session_id\":\"s\"}",
                "{\"session_id\":\"s\",\"hook_event_name\":\"SubagentStop\"}",
                "{\"conversation_id\":\"c\",\"generation_id\":\"g\",\"hook_event_name\":\"stop\"}",
                "{\"v\":1,\"source\":\"codex\",\"hook\":{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}}",
            })
    void shouldRefuseWhatTheTopologyWouldReject(String body) {
        Normalized.Invalid rejected =
                (Normalized.Invalid) ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.NONE)
                        .normalize(body.getBytes(StandardCharsets.UTF_8), new RawPosition(0, 0, 0));

        HttpResponse<String> response = server.post("/hooks", hook("a") + "\n" + hook("b") + "\n" + body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("detail").asText()).startsWith(rejected.reason());
        assertThat(TestServer.json(response).get("line").asInt()).isEqualTo(3);
        assertThat(server.hooks).isEmpty();
    }

    @Test
    void shouldAcceptAProbeAndAnUnknownEvent() {
        assertThat(server.post("/hooks", new Probe(7).payload()).statusCode()).isEqualTo(204);
        assertThat(server.post("/hooks", hook("a").replace("Stop", "LaterEvent"))
                        .statusCode())
                .isEqualTo(204);
    }

    /** Every "x" becomes "[masked]": the hook fits as received, but not masked. */
    @Test
    void shouldRefuseWhatMaskingMakesTooLarge() {
        try (MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
            Route hooks =
                    new HookRoute(new HookProducer(producer, MAX), MAX).routes().getFirst();
            String large = hook("a").replace("}", ",\"token\":[" + "1,".repeat(300) + "1]}");
            Request request = new Request(
                    Map.of(), Map.of(), name -> null, max -> (hook("b") + large).getBytes(StandardCharsets.UTF_8));

            assertThat(catchThrowableOfType(
                                    Problem.ProblemException.class,
                                    () -> hooks.handler().handle(request))
                            .problem()
                            .status())
                    .isEqualTo(413);
            assertThat(producer.history()).isEmpty();
        }
    }

    private static String hook(String session) {
        return "{\"session_id\":\"" + session + "\",\"hook_event_name\":\"Stop\"}";
    }

    @Test
    void shouldRefuseParameters() {
        assertThat(server.post("/hooks?token=x", "{}").statusCode()).isEqualTo(400);
    }
}
