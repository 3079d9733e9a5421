package io.delegraph.aggregates;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of dimensions, as they are written. What stands for something else, like {@code (unknown)}, is never the name of anything: a
 * project, a type or a flag that is called so is written in quotation marks, and a name of nothing but blanks tells no more than none.
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

    /** As {@link #escapeReserved} or one of {@link Dimension}'s own words gave it. */
    DimensionValues putVerbatim(Dimension dimension, String value) {
        values.put(dimension, value);
        return this;
    }

    /** A name that somebody chose, null for none; {@code otherwise} for one that says nothing. */
    static String escapeReserved(@Nullable String chosen, String otherwise) {
        if (chosen == null || chosen.isBlank()) {
            return otherwise;
        }
        return RESERVED.contains(chosen) ? '"' + chosen + '"' : chosen;
    }

    /** As JSON has the constants of {@code io.delegraph.schemas.graph}. */
    static String jsonName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<Dimension, String> toMap() {
        return values;
    }
}
