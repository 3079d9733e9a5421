package io.delegraph.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to the end that it had when the reader was made. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_EMPTY_POLLS = 150;
    private static final int PROGRESS_RECORDS = 100_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final LongConsumer progress;
    private long read;

    /**
     * Looks up how far the topic reaches.
     *
     * @param progress called from time to time with the number of records read
     * @throws ReadException when the topic is missing
     */
    TopicReader(Consumer<byte[], byte[]> consumer, String topic, LongConsumer progress) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new ReadException("it does not exist there");
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
     * Passes every record of these partitions, of each in its order.
     *
     * @throws ReadException when nothing arrives for 30 s before the end
     */
    void read(Collection<TopicPartition> partitions, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        int silent = 0;
        while (!reached(partitions)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(record -> {
                if (record.offset() < end(new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                }
            });
            silent = records.isEmpty() ? silent + 1 : 0;
            if (silent == MAX_EMPTY_POLLS) {
                throw new ReadException("nothing came for 30 s before its end");
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

    private long end(TopicPartition partition) {
        return Objects.requireNonNull(ends.get(partition), "only partitions with an end are read");
    }

    /** The topic cannot be read to its end. */
    static final class ReadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReadException(String message) {
            super(message);
        }
    }
}
