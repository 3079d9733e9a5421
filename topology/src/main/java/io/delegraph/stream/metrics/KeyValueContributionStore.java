package io.delegraph.stream.metrics;

import io.delegraph.aggregates.ContributionSet;
import io.delegraph.aggregates.ContributionTracker;
import io.delegraph.aggregates.ContributorKey;
import io.delegraph.aggregates.Subject;
import io.delegraph.codec.MetricCodec;
import io.delegraph.codec.PackedReader;
import io.delegraph.codec.PackedWriter;
import io.delegraph.stream.record.Names;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker's contributions in a state store.
 *
 * <pre>
 * A subject, session, id   → the applied contribution
 * W subject, session, id   → the pending contribution
 * </pre>
 */
public final class KeyValueContributionStore implements ContributionTracker.ContributionStore {
    private static final byte APPLIED = 'A';
    private static final byte WAITING = 'W';
    private static final Logger LOG = LoggerFactory.getLogger(KeyValueContributionStore.class);

    private final KeyValueStore<Bytes, byte[]> store;

    public KeyValueContributionStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public ContributionSet applied(ContributorKey contributor) {
        return MetricCodec.contributions(store.get(key(APPLIED, contributor)));
    }

    @Override
    public void putApplied(ContributorKey contributor, ContributionSet contributions) {
        store.put(
                key(APPLIED, contributor),
                contributions.equals(ContributionSet.NONE) ? null : MetricCodec.write(contributions));
    }

    @Override
    public Map<ContributorKey, ContributionSet> pending() {
        Map<ContributorKey, ContributionSet> waiting = new LinkedHashMap<>();
        List<Bytes> unreadable = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.prefixScan(new byte[] {WAITING}, new ByteArraySerializer())) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                try {
                    waiting.put(account(entry.key), MetricCodec.contributions(entry.value));
                } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                    LOG.error("skipping an unreadable row of {}", Names.METRIC_CONTRIBUTIONS, e);
                    unreadable.add(entry.key);
                }
            }
        }
        unreadable.forEach(store::delete);
        return waiting;
    }

    @Override
    public void putPending(ContributorKey contributor, ContributionSet contributions) {
        store.put(key(WAITING, contributor), MetricCodec.write(contributions));
    }

    @Override
    public void removePending(ContributorKey contributor) {
        store.delete(key(WAITING, contributor));
    }

    private static Bytes key(byte kind, ContributorKey contributor) {
        return Bytes.wrap(new PackedWriter()
                .oneByte(kind)
                .oneByte(MetricCodec.position(contributor.subject()))
                .text(contributor.sessionId())
                .text(contributor.id())
                .bytes());
    }

    private static ContributorKey account(Bytes key) {
        PackedReader in = new PackedReader(key.get());
        in.oneByte();
        return new ContributorKey(MetricCodec.constant(Subject.values(), in.oneByte()), in.text(), in.text());
    }
}
