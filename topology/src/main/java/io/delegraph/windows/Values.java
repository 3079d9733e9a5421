package io.delegraph.windows;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The values of dimensions, as they are written. */
final class Values {
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
                    default -> value.toString();
                });
        return this;
    }

    /** As JSON has the constants of {@code io.delegraph.schemas.graph}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<Dimension, String> map() {
        return values;
    }
}
