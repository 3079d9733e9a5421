package io.delegraph.windows;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The values of dimensions, as they are written. What stands for something else, like {@code (unknown)}, is never the name of anything: a
 * project, a type or a flag that is called so is written in quotation marks, and a name of nothing but blanks tells no more than none.
 */
final class Values {
    private static final Set<String> TAKEN = Set.of(Dimension.UNKNOWN, Dimension.OTHER, Dimension.UNDECLARED);

    private final Map<Dimension, String> values = new EnumMap<>(Dimension.class);

    Values put(Dimension dimension, Object value) {
        return put(dimension, value, Dimension.UNKNOWN);
    }

    Values put(Dimension dimension, Object value, String otherwise) {
        values.put(
                dimension,
                switch (value) {
                    case null -> otherwise;
                    case Enum<?> constant -> word(constant);
                    default -> name(value.toString(), otherwise);
                });
        return this;
    }

    /** As {@link #name} or one of {@link Dimension}'s own words gave it. */
    Values written(Dimension dimension, String value) {
        values.put(dimension, value);
        return this;
    }

    /** A name that somebody chose, null for none; {@code otherwise} for one that says nothing. */
    static String name(String chosen, String otherwise) {
        if (chosen == null || chosen.isBlank()) {
            return otherwise;
        }
        return TAKEN.contains(chosen) ? '"' + chosen + '"' : chosen;
    }

    /** As JSON has the constants of {@code io.delegraph.schemas.graph}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<Dimension, String> map() {
        return values;
    }
}
