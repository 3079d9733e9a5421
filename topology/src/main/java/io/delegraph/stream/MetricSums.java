package io.delegraph.stream;

import io.delegraph.windows.Aggregate;
import io.delegraph.windows.Grouping;
import io.delegraph.windows.Groups;
import io.delegraph.windows.Series;
import io.delegraph.windows.Subject;
import io.delegraph.windows.WindowSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The sums of one partition. Their order serves both who asks for a grouping over some time and who deletes what is too old.
 *
 * <pre>
 * S size, subject, grouping, start, source, values   → sum
 * P the same                                         → -         to be published
 * H size                                             → start     what begins before is expired
 * </pre>
 */
public sealed class MetricSums permits WritableMetricSums {
    static final byte SUM = 'S';
    static final byte UNPUBLISHED = 'P';
    private static final byte HORIZON = 'H';

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    public MetricSums(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Where a sum stands. */
    public record Place(WindowSize size, long start, Series series) {}

    /** A window's sum. */
    public record Sum(Place place, Aggregate sum) {}

    Aggregate get(Place place) {
        return MetricRows.sum(store.get(key(SUM, place)));
    }

    List<Place> unpublished() {
        List<Place> places = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                store.prefixScan(new byte[] {UNPUBLISHED}, new ByteArraySerializer())) {
            all.forEachRemaining(entry -> places.add(place(entry.key)));
        }
        return places;
    }

    long horizon(WindowSize size) {
        byte[] start = store.get(horizonKey(size));
        return start == null ? 0 : new PackedReader(start).sorted();
    }

    /**
     * The sums of the windows that begin at {@code from} or later and before {@code to}, by start.
     *
     * @return false when {@code limit} was reached before the end
     */
    public boolean read(WindowSize size, Grouping grouping, long from, long to, int limit, Consumer<Sum> each) {
        int left = limit;
        try (KeyValueIterator<Bytes, byte[]> found =
                store.range(edge(size, grouping, from), edge(size, grouping, to))) {
            while (found.hasNext()) {
                if (left-- == 0) {
                    return false;
                }
                KeyValue<Bytes, byte[]> entry = found.next();
                each.accept(new Sum(place(entry.key), MetricRows.sum(entry.value)));
            }
        }
        return true;
    }

    private static Bytes edge(WindowSize size, Grouping grouping, long start) {
        return Bytes.wrap(head(SUM, size, grouping, Math.max(0, start)).bytes());
    }

    private static PackedWriter head(byte kind, WindowSize size, Grouping grouping, long start) {
        return new PackedWriter()
                .one(kind)
                .one(MetricRows.position(size))
                .one(MetricRows.position(grouping.subject()))
                .one(Groups.of(grouping.subject()).indexOf(grouping))
                .sorted(start);
    }

    static Bytes key(byte kind, Place place) {
        PackedWriter key = head(kind, place.size(), place.series().grouping(), place.start());
        key.text(place.series().source());
        place.series().values().forEach(key::text);
        return Bytes.wrap(key.bytes());
    }

    private static Place place(Bytes key) {
        PackedReader in = new PackedReader(key.get());
        in.one();
        WindowSize size = MetricRows.constant(WindowSize.values(), in.one());
        Subject subject = MetricRows.constant(Subject.values(), in.one());
        Grouping grouping = Groups.of(subject).get(in.one());
        long start = in.sorted();
        String source = in.text();
        List<String> values =
                grouping.dimensions().stream().map(dimension -> in.text()).toList();
        return new Place(size, start, new Series(source, grouping, values));
    }

    static Bytes horizonKey(WindowSize size) {
        return Bytes.wrap(new byte[] {HORIZON, (byte) MetricRows.position(size)});
    }
}
