package io.delegraph.aggregates;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of dimensions on topics and over HTTP. A user's name never equals a reserved value like {@code (unknown)}: a project, type or
 * flag of this name is written in quotation marks, and a blank name counts as none.
 */
final class DimensionValues {
    private static final Set<String> RESERVED = Set.of(Dimension.UNKNOWN, Dimension.OTHER, Dimension.UNDECLARED);

    private final Map<Dimension, String> values = new EnumMap<>(Dimension.class);

    DimensionValues put(Dimension dimension, @Nullable Object value) {
        return put(dimension, value, Dimension.UNKNOWN);
    }

    DimensionValues put(Dimension dimension, @Nullable Object value, String otherwise) {
        values.put(
                dimension,
                switch (value) {
                    case null -> otherwise;
                    case Enum<?> constant -> jsonName(constant);
                    default -> escapeReserved(value.toString(), otherwise);
                });
        return this;
    }

    /** Adds a value that was escaped by {@link #escapeReserved} or is a reserved value of {@link Dimension}. */
    DimensionValues putVerbatim(Dimension dimension, String value) {
        values.put(dimension, value);
        return this;
    }

    /** Escapes a user's name, null for none; a blank name gives {@code otherwise}. */
    static String escapeReserved(@Nullable String chosen, String otherwise) {
        if (chosen == null || chosen.isBlank()) {
            return otherwise;
        }
        return RESERVED.contains(chosen) ? '"' + chosen + '"' : chosen;
    }

    /** The JSON name of a constant in {@code io.delegraph.schemas.graph}. */
    static String jsonName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<Dimension, String> toMap() {
        return values;
    }
}
