package io.delegraph.http.auth;

import io.delegraph.http.AccessControl;
import io.delegraph.http.Caller;
import io.delegraph.http.HttpSettings;
import io.delegraph.http.Problem;
import io.delegraph.http.Route;
import io.delegraph.query.HostNames;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Access control of the endpoint. Foreign {@code Host} headers are rejected, so that a web page cannot reach a loopback port through a name
 * of its own (DNS rebinding), and foreign {@code Origin} headers, so that it cannot post hooks.
 */
public final class Authorizer implements AccessControl {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(.+)");

    private final Set<String> names;
    private final boolean boundToAll;
    private final @Nullable TokenDigest readToken;
    private final @Nullable TokenDigest hookToken;
    private final @Nullable LoginCookie loginCookie;
    private final LoginRateLimiter logins = new LoginRateLimiter();

    public Authorizer(HttpSettings settings, InetAddress bound) {
        this.names = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));
        settings.extraHosts().forEach(host -> names.add(HostNames.canonical(host)));
        if (!bound.isAnyLocalAddress()) {
            names.add(HostNames.canonical(settings.host()));
        }
        this.boundToAll = bound.isAnyLocalAddress();
        this.readToken = TokenDigest.of(settings.readToken());
        this.hookToken = TokenDigest.of(settings.hookToken());
        this.loginCookie = settings.readToken() == null ? null : new LoginCookie(settings.readToken());
    }

    @Override
    public void checkOrigin(Caller caller) {
        String host = caller.header().apply("Host");
        if (host == null || !known(HostNames.withoutPort(host), caller)) {
            throw Problem.of(
                            421,
                            "foreign-host",
                            "Foreign host",
                            "the Host header names an unknown host; if it is right, add it to http.allowed-hosts")
                    .exception();
        }
        String origin = caller.header().apply("Origin");
        if (origin != null && !sameOrigin(origin, host, caller)) {
            throw Problem.of(403, "foreign-origin", "Foreign origin", "pages of other sites may not send requests")
                    .exception();
        }
    }

    /**
     * When the server is bound to every address, the address that the client connected to is accepted, because an address cannot be
     * rebound.
     */
    private boolean known(@Nullable String name, Caller caller) {
        return name != null && (names.contains(name) || (boundToAll && HostNames.isAddress(name, caller.local())));
    }

    /**
     * The port of the origin counts too, because another program of this machine may serve pages. Behind a proxy the requested port is
     * compared.
     */
    private boolean sameOrigin(String origin, String host, Caller caller) {
        try {
            URI page = URI.create(origin);
            if (page.getHost() == null || !known(HostNames.canonical(page.getHost()), caller)) {
                return false;
            }
            int defaultPort = "https".equals(page.getScheme()) ? 443 : 80;
            int askedFor = HostNames.port(host);
            return (page.getPort() < 0 ? defaultPort : page.getPort()) == (askedFor < 0 ? defaultPort : askedFor);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void checkAccess(Caller caller, Route.Access access) {
        switch (access) {
            case OPEN -> {}
            case LOGIN -> logins.check(caller.remote(), Instant.now());
            case READ -> checkRead(caller);
            case HOOKS -> checkHooks(caller);
        }
    }

    private void checkRead(Caller caller) {
        if (!mayRead(caller.header())) {
            check(readToken, caller, "read");
        }
    }

    /** Whether the request has the token itself, or the cookie of a browser that logged in. */
    public boolean mayRead(UnaryOperator<@Nullable String> header) {
        return readToken == null
                || loginCookie != null && loginCookie.isValidIn(header.apply("Cookie"), Instant.now())
                || bearer(header).map(readToken::matches).orElse(false);
    }

    /** The cookie for the read token; empty when the token is wrong, or none is configured. */
    Optional<String> issueCookie(String given) {
        return readToken != null && loginCookie != null && readToken.matches(given)
                ? Optional.of(loginCookie.issue(Instant.now()))
                : Optional.empty();
    }

    /** Revokes the login cookies of a request. */
    void revokeCookies(UnaryOperator<@Nullable String> header) {
        if (loginCookie != null) {
            loginCookie.revoke(header.apply("Cookie"), Instant.now());
        }
    }

    private void checkHooks(Caller caller) {
        boolean fromHere = caller.remote() != null && caller.remote().isLoopbackAddress();
        if (hookToken == null && !fromHere) {
            throw Problem.of(
                            403,
                            "hooks-need-a-token",
                            "Hooks need a token",
                            "without http.hooks-token, hooks are accepted from this machine only")
                    .exception();
        }
        check(hookToken, caller, "hooks");
    }

    private static void check(@Nullable TokenDigest expected, Caller caller, String realm) {
        if (expected == null) {
            return;
        }
        String given = bearer(caller.header())
                .orElseThrow(() -> unauthorized(realm, "send the header Authorization: Bearer <" + realm + " token>"));
        if (!expected.matches(given)) {
            throw unauthorized(realm, "this is not the " + realm + " token");
        }
    }

    private static Optional<String> bearer(UnaryOperator<@Nullable String> header) {
        String authorization = header.apply("Authorization");
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    private static RuntimeException unauthorized(String realm, String detail) {
        return Problem.of(401, "unauthorized", "Unauthorized", detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"delegraph " + realm + "\"")
                .exception();
    }
}
