package io.delegraph.http;

import io.delegraph.query.PeerProtocol;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.schemas.lifecycle.AgentState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as a route reads it. Missing values are null; an invalid one ends the request with a problem that names the parameter.
 *
 * @param path decoded path segments, by the names in the route's template
 * @param query decoded; only names that the route knows
 * @param header value by name, null when absent
 * @param body read only by routes that need it
 */
public record Request(
        Map<String, String> path, Map<String, List<String>> query, UnaryOperator<@Nullable String> header, Body body) {
    /** Grafana's value of a variable when everything is selected. */
    private static final String MATCH_ANY = ".*";

    static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    /** Whether another instance requests only this instance's own data: the request must not be passed on. */
    public boolean localOnly() {
        return "true".equalsIgnoreCase(header.apply(PeerProtocol.LOCAL_HEADER));
    }

    /** A named segment of the path. */
    public String part(String name) {
        return Objects.requireNonNull(path.get(name), "the route's template names every part that is asked for");
    }

    public @Nullable String text(String name) {
        List<String> values = query.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            throw Problem.badParameter(name, String.join("' and '", values), "one value")
                    .exception();
        }
        if (values.getFirst().isEmpty()) {
            throw Problem.badParameter(name, "", "a value that is not empty").exception();
        }
        return values.getFirst();
    }

    public PageRequest page() {
        return new PageRequest(limit(DEFAULT_LIMIT), text("cursor"));
    }

    /** The requested page, with {@code otherwise} as its default size. */
    public PageRequest page(int otherwise) {
        return new PageRequest(limit(otherwise), text("cursor"));
    }

    /** The maximum number of items. */
    public int limit(int otherwise) {
        return limit(otherwise, MAX_LIMIT);
    }

    /** The same where no more than {@code max} are allowed. */
    public int limit(int otherwise, int max) {
        String limit = text("limit");
        return limit == null ? otherwise : integer("limit", limit, max);
    }

    private static int integer(String name, String given, int max) {
        try {
            int value = Integer.parseInt(given);
            if (value >= 1 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // handled below, like a number out of range
        }
        throw Problem.badParameter(name, given, "a whole number from 1 to " + max)
                .exception();
    }

    /** Epoch ms; null when absent. */
    public @Nullable Long time(String name) {
        String given = text(name);
        if (given == null) {
            return null;
        }
        try {
            if (given.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseLong(given);
            }
            // an unescaped + of a zone offset arrives as a space
            return Instant.parse(given.replace(' ', '+')).toEpochMilli();
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            throw Problem.badParameter(
                            name, given, "epoch milliseconds, or an ISO-8601 instant such as 2026-11-22T10:15:30Z")
                    .exception();
        }
    }

    /** Values separated by commas, or a repeated parameter. */
    public Set<AgentState> states(String name, Set<AgentState> otherwise) {
        List<String> given = query.get(name);
        if (given == null) {
            return otherwise;
        }
        Set<AgentState> states = EnumSet.noneOf(AgentState.class);
        for (String state : String.join(",", given).split(",", -1)) {
            states.add(state(name, state.strip()));
        }
        return states;
    }

    /**
     * Values separated by commas, or a repeated parameter; empty for any: when absent, empty or {@code .*}, the value of a dashboard's
     * variable when everything is selected.
     */
    public Set<String> anyOf(String name) {
        Set<String> values = new LinkedHashSet<>();
        for (String value :
                String.join(",", query.getOrDefault(name, List.of())).split(",", -1)) {
            if (value.strip().equals(MATCH_ANY)) {
                return Set.of();
            }
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        return values;
    }

    private static AgentState state(String name, String given) {
        for (AgentState state : AgentState.values()) {
            if (state.name().equals(given.toUpperCase(Locale.ROOT))) {
                return state;
            }
        }
        throw Problem.badParameter(
                        name,
                        given,
                        Arrays.stream(AgentState.values()).map(Enum::name).collect(Collectors.joining(", ")))
                .exception();
    }

    /** One of {@code allowed}, the first when absent. */
    public String choice(String name, List<String> allowed) {
        String given = text(name);
        if (given == null) {
            return allowed.getFirst();
        }
        if (!allowed.contains(given)) {
            throw Problem.badParameter(name, given, String.join(", ", allowed)).exception();
        }
        return given;
    }

    /** A request's body. */
    @FunctionalInterface
    public interface Body {
        /**
         * The whole body.
         *
         * @param maxBytes a longer one ends the request with 413
         */
        byte[] read(int maxBytes);
    }
}
