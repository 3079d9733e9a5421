package io.delegraph.stream.metrics;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.codec.MetricCodec;
import io.delegraph.codec.PackedWriter;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sums in the task that owns them. */
public final class WritableMetricSumStore extends MetricSumStore {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    public WritableMetricSumStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
        this.store = store;
    }

    /** Stores a sum; a sum of zero is deleted. */
    public void put(WindowKey key, Aggregate sum) {
        store.put(key(SUM, key), sum.isZero() ? null : MetricCodec.write(sum));
    }

    void setUnpublished(WindowKey key, boolean later) {
        store.put(key(UNPUBLISHED, key), later ? PRESENT : null);
    }

    void horizon(WindowSize size, long start) {
        store.put(
                retentionStartKey(size), new PackedWriter().sortableLong(start).bytes());
    }
}
