package io.delegraph.cli;

import io.delegraph.cli.ExportCommand.ExportException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The current state of a compacted topic: each key's last value, without deleted ones, in the order of the keys. */
final class LatestValues {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_EMPTY_POLLS = 150;
    private static final int PROGRESS_RECORDS = 100_000;

    private final SortedMap<String, byte[]> values = new TreeMap<>();

    private LatestValues() {}

    /**
     * Reads up to the current end of the topic.
     *
     * @param progress called from time to time with the number of records read
     * @throws ExportException when the topic is missing, or nothing arrives for 30 s before the end
     */
    static LatestValues read(Consumer<byte[], byte[]> consumer, String topic, LongConsumer progress) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new ExportException("it does not exist there");
        }
        List<TopicPartition> partitions = found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        LatestValues latest = new LatestValues();
        long read = 0;
        int silent = 0;
        while (!reached(consumer, ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(record -> latest.keep(record, ends));
            silent = records.isEmpty() ? silent + 1 : 0;
            if (silent == MAX_EMPTY_POLLS) {
                throw new ExportException("nothing came for 30 s before its end");
            }
            if ((read + records.count()) / PROGRESS_RECORDS > read / PROGRESS_RECORDS) {
                progress.accept(read + records.count());
            }
            read += records.count();
        }
        return latest;
    }

    /** Compares positions, because transaction markers behind the last record are not returned by any poll. */
    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void keep(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> ends) {
        long end = Objects.requireNonNull(
                ends.get(new TopicPartition(record.topic(), record.partition())),
                "only partitions with an end are read");
        if (record.offset() >= end || record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            values.remove(key);
        } else {
            values.put(key, record.value());
        }
    }

    int count() {
        return values.size();
    }

    /** Writes one value per line. */
    void writeTo(OutputStream out) throws IOException {
        for (byte[] value : values.values()) {
            out.write(value);
            out.write('\n');
        }
    }
}
