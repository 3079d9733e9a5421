package io.delegraph.query;

import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.metrics.MetricSumStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** This instance's groups of the latest ended window, for gauges. Each group is on one instance. */
@FunctionalInterface
public interface LocalLatestWindows {
    /**
     * All groups of at most one dimension, at most 10,000 windows; those of unavailable partitions are absent.
     *
     * @param now epoch ms
     */
    List<MetricWindow> latest(WindowSize size, long now);

    /** Reads this instance's stores. */
    static LocalLatestWindows of(LocalStores stores) {
        return (size, now) -> {
            List<MetricWindow> windows = new ArrayList<>();
            long start = size.startOf(now) - size.ms();
            for (int partition : stores.metricPartitions()) {
                try {
                    MetricSumStore sums = stores.sums(partition);
                    for (Subject subject : Subject.values()) {
                        for (Grouping grouping : single(subject)) {
                            sums.read(
                                    size,
                                    grouping,
                                    start,
                                    start + size.ms(),
                                    Queries.MetricFilter.MAX_WINDOWS - windows.size(),
                                    sum -> windows.add(MetricWindowMapper.toWindow(
                                            size, start, sum.key().series(), sum.sum())));
                        }
                    }
                } catch (Queries.NotAvailableException | InvalidStateStoreException e) {
                    // documented above: a gauge cannot report a missing partition
                }
            }
            return windows;
        };
    }

    /** Excludes pairs: no gauge uses them, and there are more pairs than all other groups. */
    private static List<Grouping> single(Subject subject) {
        return Groupings.of(subject).stream()
                .filter(grouping -> grouping.dimensions().size() < 2)
                .toList();
    }
}
