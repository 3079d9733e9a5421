package io.delegraph.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The current state of a compacted topic: each key's last value, without deleted ones, in the order of the keys. */
final class LatestValues {
    private final SortedMap<String, byte[]> values = new TreeMap<>();

    private LatestValues() {}

    /**
     * Reads up to the current end of the topic.
     *
     * @param progress called from time to time with the number of records read
     * @throws TopicReader.UnreadableTopicException when the topic is missing, or nothing arrives for 30 s before the end
     */
    static LatestValues read(Consumer<byte[], byte[]> consumer, String topic, LongConsumer progress) {
        TopicReader reader = new TopicReader(consumer, topic, progress);
        LatestValues latest = new LatestValues();
        reader.read(reader.partitions(), records -> records.forEach(latest::keep));
        return latest;
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
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
