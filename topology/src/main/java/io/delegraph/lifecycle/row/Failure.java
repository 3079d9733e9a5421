package io.delegraph.lifecycle.row;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed.
 *
 * @param type class of the error, for example {@code authentication_failed}; null when not reported
 * @param message first line of what the client said, masked; null when not reported or privacy forbids
 */
public record Failure(@Nullable String type, @Nullable String message) implements Comparable<Failure> {
    private static final Comparator<Failure> ORDER = Comparator.comparing(
                    Failure::type, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(Failure::message, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    @Override
    public int compareTo(Failure other) {
        return ORDER.compare(this, other);
    }
}
