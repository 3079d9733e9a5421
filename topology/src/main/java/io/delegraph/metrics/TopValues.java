package io.delegraph.metrics;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which values have a series of their own. */
final class TopValues {
    /** What all others are together. */
    static final String OTHER = "other";

    private TopValues() {}

    /** The most frequent keys; of equally frequent ones the first by their order, so that they do not take turns. */
    static <K extends Comparable<K>> Set<K> of(Map<K, Long> counts, int most) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<K, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
