package io.delegraph.stream.clock;

import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker regularly, on a thread of its own. */
public final class AdminPartitionEnds implements RawPartitionEnds, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminPartitionEnds.class);

    private final Admin admin;
    private final String group;
    private final int partitions;
    private final Map<Integer, PartitionEnd> ends = new ConcurrentHashMap<>();
    private final TrustedClock time = TrustedClock.system();
    private volatile long lastRecordSeenAt;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("raw-ends").daemon().factory());

    public AdminPartitionEnds(Admin admin, String group, int partitions, Duration every) {
        this.admin = admin;
        this.group = group;
        this.partitions = partitions;
        var unused = scheduler.scheduleWithFixedDelay(this::fetchEnds, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<PartitionEnd> of(int partition) {
        return Optional.ofNullable(ends.get(partition));
    }

    @Override
    public long clock(long processorTime) {
        return System.currentTimeMillis();
    }

    @Override
    public long trusted(long at) {
        return Math.min(at, time.now());
    }

    @Override
    public boolean clockSettled() {
        return time.settled();
    }

    @Override
    public long lastRecordSeenAt() {
        return lastRecordSeenAt;
    }

    private void fetchEnds() {
        try {
            long askedAt = time.now();
            Map<TopicPartition, ListOffsetsResultInfo> last = list(OffsetSpec.latest());
            Map<TopicPartition, ListOffsetsResultInfo> first = list(OffsetSpec.earliest());
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            last.forEach((partition, end) -> {
                OffsetAndMetadata done = committed.get(partition);
                long kept = Objects.requireNonNull(first.get(partition), "every partition was asked for")
                        .offset();
                PartitionEnd before = ends.put(
                        partition.partition(),
                        new PartitionEnd(askedAt, end.offset(), done == null ? kept : Math.max(kept, done.offset())));
                if (before != null && before.endOffset() != end.offset()) {
                    lastRecordSeenAt = askedAt;
                }
            });
        } catch (ExecutionException | KafkaException e) {
            // without an answer no watermark advances, so no agent is declared lost meanwhile
            LOG.debug("cannot fetch the end offsets of {}", Names.HOOKS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            asked.put(new TopicPartition(Names.HOOKS, i), spec);
        }
        return admin.listOffsets(asked).all().get();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
