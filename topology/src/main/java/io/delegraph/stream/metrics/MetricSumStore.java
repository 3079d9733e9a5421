package io.delegraph.stream.metrics;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.codec.MetricCodec;
import io.delegraph.codec.PackedReader;
import io.delegraph.codec.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The sums of one partition, ordered for queries of a grouping over a time range and for deleting old windows.
 *
 * <pre>
 * S size, subject, grouping, start, source, values   → sum
 * P the same                                         → -         to be published
 * H size                                             → start     what begins before is expired
 * </pre>
 */
public sealed class MetricSumStore permits WritableMetricSumStore {
    static final byte SUM = 'S';
    static final byte UNPUBLISHED = 'P';
    private static final byte RETENTION_START = 'H';

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    public MetricSumStore(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The key of a sum. */
    public record WindowKey(WindowSize size, long start, MetricSeries series) {}

    /** A window's sum. */
    public record WindowSum(WindowKey key, Aggregate sum) {}

    public Aggregate get(WindowKey key) {
        return MetricCodec.sum(store.get(key(SUM, key)));
    }

    List<WindowKey> unpublished() {
        List<WindowKey> places = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                store.prefixScan(new byte[] {UNPUBLISHED}, new ByteArraySerializer())) {
            all.forEachRemaining(entry -> places.add(windowKey(entry.key)));
        }
        return places;
    }

    long retentionStart(WindowSize size) {
        byte[] start = store.get(retentionStartKey(size));
        return start == null ? 0 : new PackedReader(start).sortableLong();
    }

    /**
     * The sums of the windows that begin at {@code from} or later and before {@code to}, by start.
     *
     * @return false when {@code limit} was reached before the end
     */
    public boolean read(WindowSize size, Grouping grouping, long from, long to, int limit, Consumer<WindowSum> each) {
        int left = limit;
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(startKey(size, grouping, from), startKey(size, grouping, to))) {
            while (found.hasNext()) {
                if (left-- == 0) {
                    return false;
                }
                KeyValue<Bytes, byte[]> entry = found.next();
                each.accept(new WindowSum(windowKey(entry.key), MetricCodec.sum(entry.value)));
            }
        }
        return true;
    }

    private static Bytes startKey(WindowSize size, Grouping grouping, long start) {
        return Bytes.wrap(keyPrefix(SUM, size, grouping, Math.max(0, start)).bytes());
    }

    private static PackedWriter keyPrefix(byte kind, WindowSize size, Grouping grouping, long start) {
        return new PackedWriter()
                .oneByte(kind)
                .oneByte(MetricCodec.position(size))
                .oneByte(MetricCodec.position(grouping.subject()))
                .oneByte(Groupings.of(grouping.subject()).indexOf(grouping))
                .sortableLong(start);
    }

    static Bytes key(byte kind, WindowKey place) {
        PackedWriter key = keyPrefix(kind, place.size(), place.series().grouping(), place.start());
        key.text(place.series().source());
        place.series().values().forEach(key::text);
        return Bytes.wrap(key.bytes());
    }

    private static WindowKey windowKey(Bytes key) {
        PackedReader in = new PackedReader(key.get());
        in.oneByte();
        WindowSize size = MetricCodec.constant(WindowSize.values(), in.oneByte());
        Subject subject = MetricCodec.constant(Subject.values(), in.oneByte());
        Grouping grouping = Groupings.of(subject).get(in.oneByte());
        long start = in.sortableLong();
        String source = in.text();
        List<String> values =
                grouping.dimensions().stream().map(dimension -> in.text()).toList();
        return new WindowKey(size, start, new MetricSeries(source, grouping, values));
    }

    static Bytes retentionStartKey(WindowSize size) {
        return Bytes.wrap(new byte[] {RETENTION_START, (byte) MetricCodec.position(size)});
    }
}
