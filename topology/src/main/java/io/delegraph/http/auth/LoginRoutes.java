package io.delegraph.http.auth;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.http.Route.Access;
import io.delegraph.query.PercentCoding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Routes by which a browser gets and drops the login cookie. The form has the fields {@code token} and {@code to}, the path and query of
 * the redirect, {@code /} when absent. A wrong token redirects there too, with {@code login=refused} in the query.
 */
public final class LoginRoutes {
    private static final int MAX_FORM_BYTES = 8 * 1024;
    /** Excludes {@code //host} and {@code /\host}, which browsers take for another host, and characters that are invalid in a header. */
    private static final Pattern LOCAL_PATH = Pattern.compile("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]*)?");

    private final Authorizer authorizer;

    public LoginRoutes(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    public List<Route> routes() {
        return List.of(
                new Route("POST", "/login", Access.LOGIN, Set.of(), this::login),
                new Route("POST", "/logout", Access.OPEN, Set.of(), this::logout));
    }

    private Response logout(Request request) {
        authorizer.revokeCookies(request.header());
        return seeOther("/", LoginCookie.clearingHeader());
    }

    private Response login(Request request) {
        String form = new String(request.body().read(MAX_FORM_BYTES), StandardCharsets.UTF_8);
        String to = field(form, "to")
                .filter(path -> LOCAL_PATH.matcher(path).matches())
                .orElse("/");
        Optional<String> cookie = field(form, "token").flatMap(authorizer::issueCookie);
        boolean admitted = cookie.isPresent() || authorizer.mayRead(request.header());
        return seeOther(admitted ? to : to + (to.contains("?") ? "&" : "?") + "login=refused", cookie.orElse(null));
    }

    private static Optional<String> field(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(decoded(name, pair.substring(name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String name, String value) {
        try {
            return PercentCoding.decode(value, true);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(name, "…", "percent-encoded UTF-8").exception();
        }
    }

    private static Response seeOther(String to, @Nullable String cookie) {
        return new Response(
                303,
                null,
                new byte[0],
                cookie == null ? Map.of("Location", to) : Map.of("Location", to, "Set-Cookie", cookie));
    }
}
