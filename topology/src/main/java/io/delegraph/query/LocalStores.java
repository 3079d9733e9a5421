package io.delegraph.query;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.stream.core.KeyValueRowStore;
import io.delegraph.stream.core.SessionIndex;
import io.delegraph.stream.metrics.MetricSumStore;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.security.FindingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** This instance's state stores by partition. */
public final class LocalStores {
    private static final int RETRY_SECONDS = 1;

    private final KafkaStreams streams;
    private final int total;

    /** The stores of a topology with {@code total} partitions over all instances. */
    public LocalStores(KafkaStreams streams, int total) {
        this.streams = streams;
        this.total = total;
    }

    int totalPartitions() {
        return total;
    }

    /** The partitions of sessions that are available here now. */
    Set<Integer> partitions() {
        return partitions(Names.EVENTS);
    }

    /** The partitions of metric groups that are available here now. */
    Set<Integer> metricPartitions() {
        return partitions(Names.METRIC_DELTAS);
    }

    private Set<Integer> partitions(String topic) {
        Set<Integer> partitions = new TreeSet<>();
        streams.metadataForLocalThreads()
                .forEach(thread -> thread.activeTasks().stream()
                        .flatMap(task -> task.topicPartitions().stream())
                        .filter(partition -> partition.topic().equals(topic))
                        .forEach(partition -> partitions.add(partition.partition())));
        return partitions;
    }

    /** Queries one partition after the other; returns unavailable ones, which make the answer partial. */
    List<Integer> queryEach(Set<Integer> partitions, IntConsumer partition) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            try {
                if (partitions.contains(i)) {
                    partition.accept(i);
                } else {
                    missing.add(i);
                }
            } catch (Queries.NotAvailableException | InvalidStateStoreException e) {
                // the partition moved to another instance
                missing.add(i);
            }
        }
        return missing;
    }

    /** The current sessions of a partition. For a single query, because finding the stores costs as much as reading some rows. */
    SessionPartition sessions(int partition) {
        SessionIndex index = new SessionIndex(store(Names.INDEX, partition));
        return new SessionPartition(index, index.watermark(), store(Names.ROWS, partition), findings(partition));
    }

    /**
     * One partition.
     *
     * @param watermark arrival time up to which everything was read, epoch ms
     */
    record SessionPartition(
            SessionIndex index, long watermark, ReadOnlyKeyValueStore<Bytes, byte[]> rowStore, FindingStore findings) {
        /** The summary with what only the store of findings has. */
        SessionSummary complete(SessionSummary summary) {
            return summary.withOpenFindings(findings.open(summary.sessionId()));
        }

        SessionRows rows(String sessionId) {
            return SessionRows.readOnly(sessionId, new KeyValueRowStore(sessionId, rowStore));
        }

        /** The session's own row, which every event updates; null when there is none. */
        @Nullable
        SessionRow session(String sessionId) {
            return (SessionRow) new KeyValueRowStore(sessionId, rowStore).get(new RowKey.OfSession());
        }
    }

    FindingStore findings(int partition) {
        return new FindingStore(store(Names.FINDING_STORE, partition));
    }

    MetricSumStore sums(int partition) {
        return new MetricSumStore(store(Names.METRIC_SUMS, partition));
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int partition) {
        try {
            return streams.store(
                    StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                            .withPartition(partition));
        } catch (InvalidStateStoreException e) {
            throw new Queries.NotAvailableException(
                    "partition " + partition + " is not available here now: it is moving or restoring", RETRY_SECONDS);
        }
    }
}
