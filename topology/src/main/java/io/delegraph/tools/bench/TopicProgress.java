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

/** How far an application is with a topic. */
final class TopicProgress {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    /** Offsets that hold no record but the end of a transaction: they may stay uncommitted at a partition's end. */
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

    /** Records that its source has handed on. */
    long recordsConsumed() {
        return (long) streams.metrics().entrySet().stream()
                .filter(it -> it.getKey().name().equals("records-consumed-total")
                        && topics.getLast().equals(it.getKey().tags().get("topic")))
                .mapToDouble(it -> ((Number) it.getValue().metricValue()).doubleValue())
                .sum();
    }

    /** Returns when so many records were taken and everything that came of them is committed. */
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
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> it : admin.listOffsets(
                        asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .entrySet()) {
            ends.put(it.getKey(), it.getValue().offset());
        }
        return ends;
    }

    /** Waits for something that a machine under test reaches in the end. */
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
