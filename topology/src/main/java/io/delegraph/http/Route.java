package io.delegraph.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route of the HTTP endpoint.
 *
 * @param method GET or POST; GET answers HEAD too
 * @param template for example {@code /api/v1/sessions/{session}/events}: a name in braces stands for one whole segment; the last one, with
 * dots behind its name, for the rest of the path
 * @param access who may use it
 * @param parameters names of its query parameters; any other is rejected; null for a page, whose query is for its script
 */
public record Route(
        String method,
        String template,
        Access access,
        @Nullable Set<String> parameters,
        RouteHandler handler) {
    private static final String REMAINING_PATH_SUFFIX = "...}";

    public Route {
        parameters = parameters == null ? null : Set.copyOf(parameters);
    }

    public static Route get(String template, RouteHandler handler, String... parameters) {
        return new Route("GET", template, Access.READ, Set.of(parameters), handler);
    }

    public static Route open(String template, RouteHandler handler) {
        return new Route("GET", template, Access.OPEN, Set.of(), handler);
    }

    public static Route page(String template, RouteHandler handler) {
        return new Route("GET", template, Access.OPEN, null, handler);
    }

    /** The values of the path by name when the still encoded {@code segments} match the template; else null. */
    @Nullable
    Map<String, String> match(String[] segments) {
        List<String> pattern = Arrays.asList(split(template));
        boolean open = pattern.getLast().endsWith(REMAINING_PATH_SUFFIX);
        if (open ? segments.length < pattern.size() : segments.length != pattern.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            if (open && i == pattern.size() - 1) {
                values.put(
                        expected.substring(1, expected.length() - REMAINING_PATH_SUFFIX.length()),
                        String.join("/", Arrays.asList(segments).subList(i, segments.length)));
            } else if (expected.startsWith("{")) {
                if (segments[i].isEmpty()) {
                    return null;
                }
                values.put(expected.substring(1, expected.length() - 1), segments[i]);
            } else if (!expected.equals(segments[i])) {
                return null;
            }
        }
        return values;
    }

    /** Splits before decoding, because an encoded slash belongs to an id. */
    static String[] split(String path) {
        return path.split("/", -1);
    }

    /** Who may use a route. */
    public enum Access {
        /** Everybody who can reach the port: the route reveals nothing about agents. */
        OPEN,
        READ,
        /** Everybody, but only a few times a minute per address. */
        LOGIN,
        HOOKS
    }

    /** Handles a request; may throw a problem's exception. */
    @FunctionalInterface
    public interface RouteHandler {
        Response handle(Request request);
    }
}
