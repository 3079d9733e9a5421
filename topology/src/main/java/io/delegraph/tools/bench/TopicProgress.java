package io.delegraph.tools.bench;

import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** The progress of an application in a topic. */
final class TopicProgress {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    /** Maximum number of offsets without a record: the markers at the end of a transaction may stay uncommitted. */
    private static final long MAX_MARKER_OFFSETS = 2;

    private final KafkaStreams streams;
    private final Admin admin;
    private final String group;
    private final List<String> topics;
    private final int partitions;

    /** The last of {@code topics} is the one whose records are counted. */
    TopicProgress(KafkaStreams streams, Admin admin, String group, List<String> topics, int partitions) {
        this.streams = streams;
        this.admin = admin;
        this.group = group;
        this.topics = topics;
        this.partitions = partitions;
    }

    static TopicProgress ofTopology(KafkaStreams streams, Admin admin, int partitions) {
        return new TopicProgress(streams, admin, Names.APPLICATION, List.of(Names.HOOKS, Names.EVENTS), partitions);
    }

    /** Number of records that its source has forwarded. */
    long recordsConsumed() {
        return (long) streams.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("records-consumed-total")
                        && topics.getLast().equals(entry.getKey().tags().get("topic")))
                .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
                .sum();
    }

    /** Returns when so many records were read and their whole output is committed. */
    void await(long target) throws ExecutionException, InterruptedException {
        awaitCondition(
                () -> recordsConsumed() >= target,
                () -> group + " took " + recordsConsumed() + " of " + target + " records");
        Map<TopicPartition, Long> ends = ends();
        boolean committed = false;
        while (!committed) {
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            committed = ends.entrySet().stream()
                    .allMatch(end -> end.getValue() == 0
                            || done.get(end.getKey()) != null
                                    && done.get(end.getKey()).offset() >= end.getValue() - MAX_MARKER_OFFSETS);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : topics) {
            for (int i = 0; i < partitions; i++) {
                asked.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : admin.listOffsets(
                        asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    /** Waits for a condition that will become true. */
    static void awaitCondition(BooleanSupplier reached, Supplier<String> state) {
        long giveUp = System.nanoTime() + TIMEOUT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        "not reached within " + TIMEOUT.toMinutes() + " minutes: " + state.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    static void pause(Duration duration) {
        long over = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < over) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
