package io.delegraph.query;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may ask. Foreign {@code Host} headers are refused, so that a web page cannot reach a loopback port through a name of its own
 * (DNS rebinding), and foreign {@code Origin} headers, so that it cannot post hooks.
 */
final class Gate {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(.+)");

    private final Set<String> names;
    private final boolean boundToAll;
    private final Token readToken;
    private final Token hookToken;

    Gate(HttpSettings settings, InetAddress bound) {
        this.names = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));
        settings.extraHosts().forEach(host -> names.add(HostNames.canonical(host)));
        if (!bound.isAnyLocalAddress()) {
            names.add(HostNames.canonical(settings.host()));
        }
        this.boundToAll = bound.isAnyLocalAddress();
        this.readToken = Token.of(settings.readToken());
        this.hookToken = Token.of(settings.hookToken());
    }

    /** Throws the problem of a request for another host or from another site's page. */
    void checkOrigin(Caller caller) {
        String host = caller.header().apply("Host");
        if (host == null || !known(HostNames.withoutPort(host), caller)) {
            throw Problem.of(
                            421,
                            "foreign-host",
                            "Foreign host",
                            "the Host header names a host that this service does not go by; allow it by configuration if it should")
                    .exception();
        }
        String origin = caller.header().apply("Origin");
        if (origin != null && !known(originHost(origin), caller)) {
            throw Problem.of(403, "foreign-origin", "Foreign origin", "pages of other sites may not ask this service")
                    .exception();
        }
    }

    /** Bound to every address, the one that the client connected to is the bound one; an address cannot be rebound. */
    private boolean known(String name, Caller caller) {
        return name != null && (names.contains(name) || (boundToAll && HostNames.isAddress(name, caller.local())));
    }

    private static String originHost(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? null : HostNames.canonical(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Throws the problem of a request without the token that its route asks for. */
    void checkAccess(Caller caller, Route.Access access) {
        switch (access) {
            case OPEN -> {}
            case READ -> check(readToken, caller, "read");
            case HOOKS -> checkHooks(caller);
        }
    }

    private void checkHooks(Caller caller) {
        boolean fromHere = caller.remote() != null && caller.remote().isLoopbackAddress();
        if (hookToken == null && !fromHere) {
            throw Problem.of(
                            403,
                            "hooks-need-a-token",
                            "Hooks need a token",
                            "without a configured hook token hooks are taken from this machine only")
                    .exception();
        }
        check(hookToken, caller, "hooks");
    }

    private static void check(Token expected, Caller caller, String realm) {
        if (expected == null) {
            return;
        }
        String authorization = caller.header().apply("Authorization");
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
        if (!bearer.matches()) {
            throw unauthorized(realm, "this needs the header Authorization: Bearer <" + realm + " token>");
        }
        if (!expected.is(bearer.group(1))) {
            throw unauthorized(realm, "this is not the " + realm + " token");
        }
    }

    private static RuntimeException unauthorized(String realm, String detail) {
        return Problem.of(401, "unauthorized", "Unauthorized", detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"delegraph " + realm + "\"")
                .exception();
    }

    /** A token's digest: comparing takes the same time whatever is given, its length included. */
    private static final class Token {
        private final byte[] digest;

        private Token(byte[] digest) {
            this.digest = digest;
        }

        static Token of(String token) {
            return token == null ? null : new Token(sha256(token));
        }

        boolean is(String given) {
            return MessageDigest.isEqual(digest, sha256(given));
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
