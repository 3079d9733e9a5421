package io.delegraph.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.delegraph.app.TestServer;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.Problem;
import io.delegraph.query.FakeQueries;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
    private static final String TOKEN = "read+me 1";

    private final TestServer server = new TestServer(
            FakeQueries.withFamily("s1"),
            plain -> new HttpSettings(
                    plain.host(), 0, TOKEN, null, Set.of(), plain.maxHookBytes(), plain.requestTimeout()));

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> login(String form) {
        return server.post("/login", form, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static String cookie(HttpResponse<?> response) {
        return response.headers().firstValue("Set-Cookie").orElse("");
    }

    @Test
    void shouldAskABrowserForTheTokenAndLetItInByCookie() {
        assertThat(server.get("/").body()).contains("action=\"/login\"");
        assertThat(server.get("/?session=s1").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/sessions").statusCode()).isEqualTo(401);

        HttpResponse<String> login = login("token=read%2Bme+1&to=%2F%3Fsession%3Ds1");
        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(location(login)).isEqualTo("/?session=s1");
        assertThat(cookie(login))
                .contains("; Path=/", "; HttpOnly", "; SameSite=Strict")
                .doesNotContain("read");

        String cookie = "theme=dark; " + cookie(login).split(";", 2)[0];
        assertThat(server.get("/api/v1/sessions", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(server.get("/", "Cookie", cookie).body()).doesNotContain("action=\"/login\"");
        assertThat(server.post("/hooks", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}", "Cookie", cookie)
                        .statusCode())
                .as("the cookie reads only, hooks have rules of their own")
                .isEqualTo(204);
    }

    @Test
    void shouldShowTheFormAgainAfterAWrongToken() {
        HttpResponse<String> login = login("token=guess&to=/?session=s1");

        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(location(login)).isEqualTo("/?session=s1&login=refused");
        assertThat(cookie(login)).isEmpty();
        assertThat(location(login("to=/"))).isEqualTo("/?login=refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sessions?x=%2F%2F|/sessions?x=//",
                "//evil.example|/",
                "/%5Cevil.example|/",
                "https://evil.example|/",
                "%2F%0D%0ASet-Cookie:x|/",
                "%2F%09/evil.example|/",
                "evil|/"
            })
    void shouldLeadOnlyToItsOwnPaths(String to, String expected) {
        assertThat(location(login("token=read%2Bme+1&to=" + to))).isEqualTo(expected);
    }

    @Test
    void shouldRefuseLoginsFromOtherSites() {
        HttpResponse<String> login = server.post("/login", "token=read%2Bme+1", "Origin", "https://evil.example");

        assertThat(login.statusCode()).isEqualTo(403);
        assertThat(cookie(login)).isEmpty();
    }

    @Test
    void shouldForgetTheCookieOnLogout() {
        HttpResponse<String> logout = server.post("/logout", "");

        assertThat(logout.statusCode()).isEqualTo(303);
        assertThat(location(logout)).isEqualTo("/");
        assertThat(cookie(logout)).startsWith("delegraph=;").contains("Max-Age=0");
    }

    @Test
    void shouldTakeNoCookieThatWasLoggedOut() {
        String one = cookie(login("token=read%2Bme+1")).split(";", 2)[0];
        String other = cookie(login("token=read%2Bme+1")).split(";", 2)[0];

        server.post("/logout", "", "Cookie", one);

        assertThat(server.get("/api/v1/sessions", "Cookie", one).statusCode()).isEqualTo(401);
        assertThat(server.get("/api/v1/sessions", "Cookie", other).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeOnlyAFewTriesAMinuteFromOneAddress() throws UnknownHostException {
        LoginRateLimiter limit = new LoginRateLimiter();
        InetAddress one = InetAddress.getByName("192.0.2.1");
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        for (int i = 0; i < 10; i++) {
            limit.check(one, now);
        }

        assertThat(catchThrowableOfType(Problem.ProblemException.class, () -> limit.check(one, now.plusSeconds(20)))
                        .problem()
                        .headers())
                .containsEntry("Retry-After", "40");
        limit.check(InetAddress.getByName("192.0.2.2"), now.plusSeconds(20));
        limit.check(one, now.plusSeconds(60));
    }

    @Test
    void shouldAnswerTooManyTriesWith429() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("token=guess" + i).statusCode()).isEqualTo(303);
        }
        HttpResponse<String> refused = login("token=read%2Bme+1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(cookie(refused)).isEmpty();
    }

    @Test
    void shouldGoOnWhenNoTokenIsAskedFor() {
        try (TestServer open = TestServer.withFamily("s1")) {
            HttpResponse<String> login = open.post("/login", "token=x&to=/?a");

            assertThat(location(login)).isEqualTo("/?a");
            assertThat(cookie(login)).isEmpty();
        }
    }

    @Test
    void shouldTakeOnlyCookiesOfTheTokenUntilTheyEnd() {
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        LoginCookie cookies = new LoginCookie(TOKEN);
        String cookie = cookies.issue(now).split(";", 2)[0];
        String rest = cookie.substring(cookie.indexOf('.'));

        assertThat(cookies.isValidIn(cookie, now)).isTrue();
        assertThat(cookies.isValidIn(cookie, now.plusSeconds(30 * 86_400 - 1))).isTrue();
        assertThat(cookies.isValidIn(cookie, now.plusSeconds(30 * 86_400))).isFalse();
        assertThat(cookies.isValidIn("delegraph=9900000000" + rest, now)).isFalse();
        assertThat(new LoginCookie("another").isValidIn(cookie, now)).isFalse();
        assertThat(cookies.isValidIn("delegraph=" + TOKEN, now)).isFalse();
        assertThat(cookies.isValidIn("delegraph=.", now)).isFalse();
        assertThat(cookies.isValidIn(null, now)).isFalse();
    }
}
