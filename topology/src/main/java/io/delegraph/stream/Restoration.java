package io.delegraph.stream;

import io.delegraph.stream.StreamsRunner.StoreRestoration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The progress of stores that are restored from their changelogs; it is logged meanwhile. */
final class Restoration implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    /** Minimum time between two log lines, ms: batches come many times a second. */
    private static final long LOG_EVERY = 5_000;

    private final Map<String, StoreRestoration> stores = new ConcurrentHashMap<>();
    private final Liveness liveness;
    private final LongSupplier clock;
    private long beganAt;
    private long loggedAt;

    /** @param clock epoch ms */
    Restoration(Liveness liveness, LongSupplier clock) {
        this.liveness = liveness;
        this.clock = clock;
    }

    List<StoreRestoration> now() {
        return List.copyOf(stores.values());
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        begin();
        stores.put(key(partition, store), new StoreRestoration(store, partition.partition(), 0, end - start));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long restored) {
        liveness.recordProgress(clock.getAsLong());
        stores.computeIfPresent(
                key(partition, store),
                (key, current) -> new StoreRestoration(
                        current.store(), current.partition(), current.restored() + restored, current.total()));
        logProgress();
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        stores.remove(key(partition, store));
        if (stores.isEmpty()) {
            logEnd();
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long total) {
        stores.remove(key(partition, store));
        LOG.info(
                "restoration of {}, partition {}, ended early after {} records: its task moved or was closed",
                store,
                partition.partition(),
                total);
    }

    private static String key(TopicPartition partition, String store) {
        return store + partition.partition();
    }

    private synchronized void begin() {
        if (stores.isEmpty()) {
            beganAt = clock.getAsLong();
            loggedAt = beganAt;
        }
    }

    private synchronized void logProgress() {
        long now = clock.getAsLong();
        if (now - loggedAt >= LOG_EVERY) {
            loggedAt = now;
            List<StoreRestoration> all = now();
            long total = all.stream().mapToLong(StoreRestoration::total).sum();
            long restored = all.stream().mapToLong(StoreRestoration::restored).sum();
            LOG.info(
                    "restoring {} partitions of stores: {} of {} records ({} %)",
                    all.size(), restored, total, 100 * restored / Math.max(1, total));
        }
    }

    /** Logs nothing when there was nothing noteworthy to restore. */
    private synchronized void logEnd() {
        long took = clock.getAsLong() - beganAt;
        if (took >= LOG_EVERY) {
            LOG.info("the stores are restored, after {} s", took / 1_000);
        }
    }
}
