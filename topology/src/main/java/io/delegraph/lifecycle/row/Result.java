package io.delegraph.lifecycle.row;

import java.util.Comparator;

/**
 * What an agent answered.
 *
 * @param chars length, characters; null when not told
 * @param fingerprint keyed hashes of some of its phrases; null for a short one and without a key
 */
public record Result(Integer chars, String fingerprint) implements Comparable<Result> {
    private static final Comparator<Result> ORDER = Comparator.comparing(
                    Result::chars, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
            .thenComparing(Result::fingerprint, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    /** Null when nothing is known of it. */
    public static Result of(Integer chars, String fingerprint) {
        return chars == null && fingerprint == null ? null : new Result(chars, fingerprint);
    }

    @Override
    public int compareTo(Result other) {
        return ORDER.compare(this, other);
    }
}
