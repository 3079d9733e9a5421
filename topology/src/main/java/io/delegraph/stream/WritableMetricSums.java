package io.delegraph.stream;

import io.delegraph.windows.Aggregate;
import io.delegraph.windows.WindowSize;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sums in the task that owns them. */
final class WritableMetricSums extends MetricSums {
    private static final byte[] NOTHING = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    WritableMetricSums(KeyValueStore<Bytes, byte[]> store) {
        super(store);
        this.store = store;
    }

    /** A sum of nothing is deleted. */
    void put(Place place, Aggregate sum) {
        store.put(key(SUM, place), sum.isZero() ? null : MetricRows.write(sum));
    }

    void publish(Place place, boolean later) {
        store.put(key(UNPUBLISHED, place), later ? NOTHING : null);
    }

    void horizon(WindowSize size, long start) {
        store.put(horizonKey(size), new PackedWriter().sorted(start).bytes());
    }
}
