package io.delegraph.lifecycle.row;

/** The join operations that rows are built from: commutative, associative, idempotent, with null as the least element. */
final class Merge {
    private Merge() {}

    static Long earliest(Long a, Long b) {
        return a == null ? b : b == null ? a : a <= b ? a : b;
    }

    static Long latest(Long a, Long b) {
        return a == null ? b : b == null ? a : a >= b ? a : b;
    }

    /** For values that should be equal in all reports; when they are not, the smaller one, so that order does not matter. */
    static <T extends Comparable<? super T>> T lesser(T a, T b) {
        return a == null ? b : b == null ? a : a.compareTo(b) <= 0 ? a : b;
    }

    static <T extends Comparable<? super T>> T greater(T a, T b) {
        return a == null ? b : b == null ? a : a.compareTo(b) >= 0 ? a : b;
    }

    static <T extends Comparable<? super T>> Timestamped<T> earliest(Timestamped<T> a, Timestamped<T> b) {
        return a == null ? b : b == null ? a : a.compareTo(b) <= 0 ? a : b;
    }

    static <T extends Comparable<? super T>> Timestamped<T> latest(Timestamped<T> a, Timestamped<T> b) {
        return a == null ? b : b == null ? a : a.compareTo(b) >= 0 ? a : b;
    }
}
