package io.delegraph.http;

import io.delegraph.query.PercentCoding;
import io.delegraph.query.Queries.InvalidCursorException;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.ResultTooLargeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles requests: finds the route, checks access and parameters, and turns every failure into a problem. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String NO_ROUTE = "none";

    private final List<Route> routes;
    private final AccessControl access;

    public Router(List<Route> routes, AccessControl access) {
        this.routes = List.copyOf(routes);
        this.access = access;
    }

    /**
     * The response and its route; handling never throws.
     *
     * @param template template of the route; {@code none} when there was none
     */
    record RoutedResponse(String template, Response response) {}

    RoutedResponse handle(Caller caller, String method, String rawPath, String rawQuery, Request.Body body) {
        String template = NO_ROUTE;
        try {
            access.checkOrigin(caller);
            RouteMatch found = find("HEAD".equals(method) ? "GET" : method, rawPath);
            template = found.route().template();
            access.checkAccess(caller, found.route().access());
            Request request =
                    new Request(decoded(found.values()), query(found.route(), rawQuery), caller.header(), body);
            return new RoutedResponse(template, found.route().handler().handle(request));
        } catch (RuntimeException e) {
            return new RoutedResponse(template, problem(e, template).toResponse(rawPath));
        }
    }

    private record RouteMatch(Route route, Map<String, String> values) {}

    private RouteMatch find(String method, String rawPath) {
        String[] segments = Route.split(rawPath);
        TreeSet<String> otherMethods = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> values = route.match(segments);
            if (values != null && route.method().equals(method)) {
                return new RouteMatch(route, values);
            }
            if (values != null) {
                otherMethods.add(route.method());
            }
        }
        if (otherMethods.isEmpty()) {
            throw Problem.notFound("no-such-path", "No such path", "there is no such path; /openapi.json lists all")
                    .exception();
        }
        String allowed = String.join(", ", otherMethods);
        throw Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        method + " is not allowed here; allowed: " + allowed)
                .withHeader("Allow", allowed)
                .exception();
    }

    private static Map<String, String> decoded(Map<String, String> values) {
        Map<String, String> decoded = new HashMap<>();
        values.forEach((name, value) -> {
            try {
                decoded.put(name, PercentCoding.decode(value, false));
            } catch (IllegalArgumentException e) {
                throw Problem.badParameter(name, value, "percent-encoded UTF-8 (" + e.getMessage() + ")")
                        .exception();
            }
        });
        return decoded;
    }

    private static Map<String, List<String>> query(Route route, String rawQuery) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (route.parameters() == null) {
            return query;
        }
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String rawName = equals < 0 ? pair : pair.substring(0, equals);
            String rawValue = equals < 0 ? "" : pair.substring(equals + 1);
            String name;
            String value;
            try {
                name = PercentCoding.decode(rawName, true);
                value = PercentCoding.decode(rawValue, true);
            } catch (IllegalArgumentException e) {
                throw Problem.badParameter(rawName, rawValue, "percent-encoded UTF-8 (" + e.getMessage() + ")")
                        .exception();
            }
            if (!route.parameters().contains(name)) {
                throw unknownParameter(route, name).exception();
            }
            query.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return query;
    }

    private static Problem unknownParameter(Route route, String name) {
        Set<String> parameters = Objects.requireNonNullElse(route.parameters(), Set.of());
        String allowed = parameters.isEmpty() ? "no parameters" : String.join(", ", new TreeSet<>(parameters));
        String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
        return Problem.of(
                        400,
                        "unknown-parameter",
                        "Unknown parameter",
                        "'" + shown + "' is not a parameter of this path; it has " + allowed)
                .with("parameter", shown)
                .with("allowed", allowed);
    }

    private static Problem problem(RuntimeException e, String template) {
        return switch (e) {
            case Problem.ProblemException raised -> raised.problem();
            case InvalidCursorException bad ->
                Problem.badParameter("cursor", bad.cursor(), "the `next` of the page before, unchanged");
            case ResultTooLargeException tooMuch ->
                Problem.of(400, "too-much", "Too much at once", tooMuch.getMessage());
            case NotAvailableException later -> Problem.unavailable(later.getMessage(), later.retryAfterSeconds());
            default -> unexpected(e, template);
        };
    }

    /** Writes details to the log, and a number that identifies them there to the client. */
    private static Problem unexpected(RuntimeException e, String template) {
        String id = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        LOG.error("Answering {} failed, error {}", template, id, e);
        return Problem.of(
                        500,
                        "internal-error",
                        "Internal error",
                        "unexpected error; the log has the details under error " + id)
                .with("error_id", id);
    }
}
