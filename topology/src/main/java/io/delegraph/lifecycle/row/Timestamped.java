package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/**
 * A value with the time it was seen; of two at the same time the greater value counts as the later.
 *
 * @param at event time, epoch ms
 */
public record Timestamped<T extends Comparable<? super T>>(long at, T value) implements Comparable<Timestamped<T>> {
    /** Null when there is no value to stamp. */
    public static <T extends Comparable<? super T>> @Nullable Timestamped<T> of(long at, @Nullable T value) {
        return value == null ? null : new Timestamped<>(at, value);
    }

    /** The value, or null when there is none. */
    public static <T extends Comparable<? super T>> @Nullable T valueOf(@Nullable Timestamped<T> stamped) {
        return stamped == null ? null : stamped.value();
    }

    @Override
    public int compareTo(Timestamped<T> other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : value.compareTo(other.value);
    }
}
