package io.delegraph.query;

import io.delegraph.query.Route.Access;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a browser gets, and drops, the cookie that stands for the read token. The form's fields: {@code token}, and {@code to}, the path and
 * query to go on to, {@code /} when absent. A wrong token leads back there too, with {@code login=refused} in the query.
 */
final class LoginRoutes {
    private static final int MAX_FORM = 8 * 1024;
    /** Neither {@code //host} nor {@code /\host}, which browsers take for another host, nor anything that isn't a header's. */
    private static final Pattern LOCAL = Pattern.compile("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]*)?");

    private final Gate gate;

    LoginRoutes(Gate gate) {
        this.gate = gate;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/login", Access.LOGIN, Set.of(), this::login),
                new Route("POST", "/logout", Access.OPEN, Set.of(), this::logout));
    }

    private Answer logout(Ask ask) {
        gate.logOut(ask.header());
        return seeOther("/", ReadCookie.forget());
    }

    private Answer login(Ask ask) {
        String form = new String(ask.body().read(MAX_FORM), StandardCharsets.UTF_8);
        String to =
                field(form, "to").filter(path -> LOCAL.matcher(path).matches()).orElse("/");
        Optional<String> cookie = field(form, "token").flatMap(gate::cookieFor);
        boolean admitted = cookie.isPresent() || gate.mayRead(ask.header());
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

    private static Answer seeOther(String to, String cookie) {
        return new Answer(
                303,
                null,
                new byte[0],
                cookie == null ? Map.of("Location", to) : Map.of("Location", to, "Set-Cookie", cookie));
    }
}
