package io.delegraph.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions of a topic, each in its order, up to the end that it had when the reader was made, and then further if wanted. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_EMPTY_POLLS = 150;
    private static final int PROGRESS_RECORDS = 100_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final LongConsumer progress;
    private long read;

    /** The records of one poll. */
    interface Batches {
        void accept(List<ConsumerRecord<byte[], byte[]>> records);
    }

    /**
     * Looks up how far the topic reaches.
     *
     * @param progress called from time to time with the number of records read
     * @throws UnreadableTopicException when the topic is missing
     */
    TopicReader(Consumer<byte[], byte[]> consumer, String topic, LongConsumer progress) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new UnreadableTopicException("it does not exist there");
        }
        this.consumer = consumer;
        this.progress = progress;
        List<TopicPartition> partitions = found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        this.begins = consumer.beginningOffsets(partitions);
        this.ends = consumer.endOffsets(partitions);
    }

    Collection<TopicPartition> partitions() {
        return ends.keySet();
    }

    /** The offsets between beginning and end; some may have no record. */
    long length() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /**
     * Passes all records of these partitions.
     *
     * @throws UnreadableTopicException when nothing arrives for 30 s before the end
     */
    void read(Collection<TopicPartition> partitions, Batches each) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        toEnd(partitions, each);
    }

    /** The same of all partitions, without what was written before a time. */
    void readSince(Instant since, Batches each) {
        consumer.assign(partitions());
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions().forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions()) {
            OffsetAndTimestamp first = offsets.get(partition);
            consumer.seek(partition, first == null ? end(partition) : first.offset());
        }
        toEnd(partitions(), each);
    }

    /** Reads what is written from the end on, until the thread is interrupted. Waits for a broker that is away. */
    void follow(Batches each) {
        consumer.assign(partitions());
        ends.forEach(consumer::seek);
        while (!Thread.currentThread().isInterrupted()) {
            each.accept(all(consumer.poll(POLL)));
        }
    }

    private void toEnd(Collection<TopicPartition> partitions, Batches each) {
        int silent = 0;
        while (!reached(partitions)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            each.accept(beforeEnd(records));
            silent = records.isEmpty() ? silent + 1 : 0;
            if (silent == MAX_EMPTY_POLLS) {
                throw new UnreadableTopicException("nothing came for 30 s before its end");
            }
            if ((read + records.count()) / PROGRESS_RECORDS > read / PROGRESS_RECORDS) {
                progress.accept(read + records.count());
            }
            read += records.count();
        }
    }

    /** Compares positions, because transaction markers behind the last record are not returned by any poll. */
    private boolean reached(Collection<TopicPartition> partitions) {
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= end(partition));
    }

    private List<ConsumerRecord<byte[], byte[]>> beforeEnd(ConsumerRecords<byte[], byte[]> records) {
        return all(records).stream()
                .filter(record -> record.offset() < end(new TopicPartition(record.topic(), record.partition())))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        records.forEach(all::add);
        return all;
    }

    private long end(TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition), "only partitions with an end are read");
    }

    /** The topic cannot be read to its end. */
    static final class UnreadableTopicException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableTopicException(String message) {
            super(message);
        }
    }
}
