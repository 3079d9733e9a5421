package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/** The join operations that rows are built from: commutative, associative, idempotent, with null as the least element. */
final class Merge {
    private Merge() {}

    static @Nullable Long earliest(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : a <= b ? a : b;
    }

    static @Nullable Long latest(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : a >= b ? a : b;
    }

    /** For values that should be equal in all reports; when they are not, the smaller one, so that order does not matter. */
    static <T extends Comparable<? super T>> @Nullable T lesser(@Nullable T a, @Nullable T b) {
        return a == null ? b : b == null ? a : smaller(a, b);
    }

    /** The same for what is always there. */
    static <T extends Comparable<? super T>> T smaller(T a, T b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    static <T extends Comparable<? super T>> @Nullable T greater(@Nullable T a, @Nullable T b) {
        return a == null ? b : b == null ? a : a.compareTo(b) >= 0 ? a : b;
    }

    static <T extends Comparable<? super T>> @Nullable Timestamped<T> earliest(
            @Nullable Timestamped<T> a, @Nullable Timestamped<T> b) {
        return a == null ? b : b == null ? a : a.compareTo(b) <= 0 ? a : b;
    }

    static <T extends Comparable<? super T>> @Nullable Timestamped<T> latest(
            @Nullable Timestamped<T> a, @Nullable Timestamped<T> b) {
        return a == null ? b : b == null ? a : a.compareTo(b) >= 0 ? a : b;
    }
}
