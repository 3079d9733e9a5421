package io.delegraph.aggregates;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The changes of one series' sums.
 *
 * @param sums signed, by the start of their minute, epoch ms
 */
public record SeriesDelta(MetricSeries series, SortedMap<Long, Aggregate> sums) {
    public SeriesDelta {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /** The changes by the start of the windows of a size, epoch ms. */
    public Map<Long, Aggregate> sumsByWindow(WindowSize size) {
        SortedMap<Long, Aggregate> windows = new TreeMap<>();
        sums.forEach((minute, sum) -> windows.merge(size.startOf(minute), sum, Aggregate::plus));
        return windows;
    }
}
