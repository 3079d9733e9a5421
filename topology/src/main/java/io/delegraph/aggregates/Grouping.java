package io.delegraph.aggregates;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A combination of dimensions by which metrics are grouped.
 *
 * @param dimensions empty for a single group of everything
 */
public record Grouping(Subject subject, List<Dimension> dimensions) {
    public static final String ALL = "all";

    public Grouping {
        dimensions = List.copyOf(dimensions);
    }

    static Grouping by(Subject subject, Dimension... dimensions) {
        return new Grouping(subject, List.of(dimensions));
    }

    /** The name on topics and over HTTP: {@code all}, {@code agent_type}, {@code agent_type,outcome}. */
    public String name() {
        return dimensions.isEmpty()
                ? ALL
                : dimensions.stream().map(Dimension::wireName).collect(Collectors.joining(","));
    }
}
