package io.delegraph.stream;

import io.delegraph.windows.Aggregate;
import io.delegraph.windows.WindowSize;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sums in the task that owns them. */
final class WritableMetricSumStore extends MetricSumStore {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    WritableMetricSumStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
        this.store = store;
    }

    /** A sum of nothing is deleted. */
    void put(WindowKey place, Aggregate sum) {
        store.put(key(SUM, place), sum.isZero() ? null : MetricCodec.write(sum));
    }

    void setUnpublished(WindowKey place, boolean later) {
        store.put(key(UNPUBLISHED, place), later ? PRESENT : null);
    }

    void horizon(WindowSize size, long start) {
        store.put(
                retentionStartKey(size), new PackedWriter().sortableLong(start).bytes());
    }
}
