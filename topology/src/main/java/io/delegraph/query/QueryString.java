package io.delegraph.query;

import org.jspecify.annotations.Nullable;

/** Builds the query of a URL; null values are left out. */
final class QueryString {
    private final StringBuilder text = new StringBuilder();

    QueryString add(String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(PercentCoding.encode(value.toString()));
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
