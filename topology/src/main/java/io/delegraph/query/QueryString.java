package io.delegraph.query;

import org.jspecify.annotations.Nullable;

/** A URL's query; what is null is left out. */
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
