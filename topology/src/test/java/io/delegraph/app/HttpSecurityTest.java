package io.delegraph.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delegraph.http.Caller;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.HttpStartException;
import io.delegraph.http.Problem;
import io.delegraph.http.Route;
import io.delegraph.http.auth.Authorizer;
import io.delegraph.query.FakeQueries;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSecurityTest {
    private static final String READ = "read-me";
    private static final String HOOK = "hook-me";

    private TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(String host, String readToken, String hookToken, String... extraHosts) {
        server.close();
        server = new TestServer(
                FakeQueries.withFamily("s1"), plain -> with(plain, host, readToken, hookToken, extraHosts));
    }

    private static HttpSettings with(
            HttpSettings plain, String host, String readToken, String hookToken, String... extraHosts) {
        return new HttpSettings(
                host, 0, readToken, hookToken, Set.of(extraHosts), plain.maxHookBytes(), plain.requestTimeout());
    }

    private String statusLine(String host) {
        return server.raw("GET /api/v1/sessions HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "localhost:8080",
                "127.0.0.1:1",
                "[::1]",
                "[::1]:8080",
                "LOCALHOST.",
                "localhost.:80"
            })
    void shouldAnswerToItsOwnNames(String host) {
        assertThat(statusLine(host)).contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.1.2.3",
                "[::2]",
                "0.0.0.0",
                "localhost:x",
                "127.0.0.2"
            })
    void shouldRefuseForeignHosts(String host) {
        assertThat(statusLine(host)).matches("HTTP/1.1 4(21|00) .*");
    }

    @Test
    void shouldRefuseASecondHost() {
        assertThat(
                        server.raw(
                                "GET /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(21|00) .*");
    }

    @Test
    void shouldGiveTheReasonWhenAForeignHostIsRefused() {
        assertThat(server.raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json", "foreign-host");
    }

    @Test
    void shouldAnswerToConfiguredNames() {
        restart("127.0.0.1", null, null, "Agents.Example");

        assertThat(statusLine("agents.example:443")).contains(" 200 ");
        assertThat(statusLine("other.example")).contains(" 421 ");
    }

    @Test
    void shouldRefusePagesOfOtherSites() {
        assertThat(server.post(
                                "/hooks",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}",
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.post("/hooks", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}", "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
        for (String other : new String[] {"http://localhost", "http://localhost:1", "http://127.0.0.1:3000"}) {
            assertThat(server.post("/hooks", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}", "Origin", other)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(server.hooks).isEmpty();
        assertThat(server.post(
                                "/hooks",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}",
                                "Origin",
                                "http://localhost:" + server.port())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void shouldNeverAllowOtherOrigins() {
        assertThat(server.get("/api/v1/sessions").headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void shouldForbidCachingAndSniffingOfEveryAnswer() {
        for (String path : new String[] {"/api/v1/sessions", "/nowhere", "/metrics", "/openapi.json"}) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sessions", "/api/v1/agents", "/metrics", "/topology"})
    void shouldAskForTheReadToken(String path) {
        restart("127.0.0.1", READ, HOOK);

        HttpResponse<String> without = server.get(path);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"delegraph read\"");
        assertThat(without.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(server.get(path, "Authorization", "Bearer " + HOOK).statusCode())
                .isEqualTo(401);
        assertThat(server.get(path, "Authorization", "Basic " + READ).statusCode())
                .isEqualTo(401);
        assertThat(server.get(path, "Authorization", "bearer " + READ).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/healthz", "/readyz", "/openapi.json"})
    void shouldServeRoutesWithoutATokenWhenTheyRevealNoAgents(String path) {
        restart("127.0.0.1", READ, HOOK);

        assertThat(server.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAskForTheHookToken() {
        restart("127.0.0.1", READ, HOOK);

        assertThat(server.post("/hooks", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.post(
                                "/hooks",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}",
                                "Authorization",
                                "Bearer " + READ)
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.hooks).isEmpty();
        assertThat(server.post(
                                "/hooks",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}",
                                "Authorization",
                                "Bearer " + HOOK)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void shouldTakeHooksOfOtherMachinesOnlyWithAToken() throws Exception {
        Authorizer authorizer =
                new Authorizer(with(HttpSettings.loopback(0), "0.0.0.0", READ, null), InetAddress.getByName("0.0.0.0"));
        Caller far = new Caller(InetAddress.getByName("10.0.0.9"), InetAddress.getByName("10.0.0.1"), name -> null);
        Caller caller = new Caller(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress(), name -> null);

        assertThatThrownBy(() -> authorizer.checkAccess(far, Route.Access.HOOKS))
                .hasMessageContaining("from this machine only");
        authorizer.checkAccess(caller, Route.Access.HOOKS);
    }

    @Test
    void shouldAnswerToTheAddressThatWasReachedWhenBoundToAll() throws Exception {
        Authorizer authorizer =
                new Authorizer(with(HttpSettings.loopback(0), "0.0.0.0", READ, null), InetAddress.getByName("0.0.0.0"));

        authorizer.checkOrigin(reached("10.0.0.1", "10.0.0.1:8080"));
        authorizer.checkOrigin(reached("2001:db8::1", "[2001:DB8:0:0::1]:8080"));
        assertThatThrownBy(() -> authorizer.checkOrigin(reached("10.0.0.1", "10.0.0.2")))
                .isInstanceOf(Problem.ProblemException.class);
        assertThatThrownBy(() -> authorizer.checkOrigin(reached("10.0.0.1", "evil.example")))
                .isInstanceOf(Problem.ProblemException.class);
    }

    private static Caller reached(String address, String host) throws Exception {
        InetAddress local = InetAddress.getByName(address);
        return new Caller(local, local, name -> name.equals("Host") ? host : null);
    }

    @Test
    void shouldRefuseToListenToOtherMachinesWithoutAToken() {
        HttpSettings open = with(HttpSettings.loopback(0), "0.0.0.0", "  ", HOOK);

        assertThatThrownBy(() -> HttpEndpoint.start(open, server.backend()))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("'0.0.0.0' can be reached from other machines, so a read token is needed");
    }

    @Test
    void shouldListenToOtherMachinesWithAToken() {
        restart("0.0.0.0", READ, null);

        assertThat(server.get("/api/v1/sessions", "Authorization", "Bearer " + READ)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseOneTokenForBoth() {
        HttpSettings same = with(HttpSettings.loopback(0), "127.0.0.1", READ, READ);

        assertThatThrownBy(() -> HttpEndpoint.start(same, server.backend())).hasMessageContaining("are the same");
    }

    @Test
    void shouldFailWithAMessageWhenThePortIsTaken() {
        assertThatThrownBy(() -> HttpEndpoint.start(HttpSettings.loopback(server.port()), server.backend()))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("http://127.0.0.1:" + server.port())
                .hasMessageContaining("Address already in use");
    }

    @Test
    void shouldFailWithAMessageWhenTheHostIsUnknown() {
        HttpSettings nowhere = with(HttpSettings.loopback(0), "no such host", null, null);

        assertThatThrownBy(() -> HttpEndpoint.start(nowhere, server.backend())).hasMessageContaining("no such host");
    }

    @Test
    void shouldNotPrintTokens() {
        assertThat(with(HttpSettings.loopback(0), "127.0.0.1", READ, HOOK).toString())
                .doesNotContain(READ, HOOK);
    }

    @Test
    void shouldRefuseLongAddressesAndHeaders() {
        assertThat(server.raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(00|14) .*");
        assertThat(server.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(00|31) .*");
    }

    @Test
    void shouldAnswerBrokenRequestsWithAProblem() {
        assertThat(server.raw("GET /api/v1/sessions?user=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(server.raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(server.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void shouldAnswerHeadWithoutABody() {
        String answer = server.raw("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n").containsIgnoringCase("content-length:");
    }
}
