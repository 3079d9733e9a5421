package io.delegraph.lifecycle.row;

/**
 * A value with the time it was seen; of two at the same time the greater value counts as the later.
 *
 * @param at event time, epoch ms
 */
public record Stamped<T extends Comparable<? super T>>(long at, T value) implements Comparable<Stamped<T>> {
    /** Null when there is no value to stamp. */
    public static <T extends Comparable<? super T>> Stamped<T> of(long at, T value) {
        return value == null ? null : new Stamped<>(at, value);
    }

    /** The value, or null when there is none. */
    public static <T extends Comparable<? super T>> T valueOf(Stamped<T> stamped) {
        return stamped == null ? null : stamped.value();
    }

    @Override
    public int compareTo(Stamped<T> other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : value.compareTo(other.value);
    }
}
