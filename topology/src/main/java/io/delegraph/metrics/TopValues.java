package io.delegraph.metrics;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Selects the values that get a series of their own. */
final class TopValues {
    /** The value that stands for all others. */
    static final String OTHER = "other";

    private TopValues() {}

    /** The most frequent keys; ties are broken by the order of the keys, so that the selection is stable. */
    static <K extends Comparable<K>> Set<K> of(Map<K, Long> counts, int most) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<K, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
