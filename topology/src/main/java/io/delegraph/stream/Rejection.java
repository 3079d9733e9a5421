package io.delegraph.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** A record of {@code agent.hooks.rejected}: what could not be used, and in headers why. Whatever it was, this is small. */
final class Rejection {
    /** So much is kept of the value, bytes: enough to see what it was. */
    static final int VALUE_BYTES = 4096;

    static final int KEY_BYTES = 1024;

    /** Of the headers that it came with: names and values together; those that do not fit are left out. */
    static final int HEADER_BYTES = 4096;

    private static final int TEXT = 1_000;

    private final byte[] key;
    private final byte[] value;
    private final Headers headers = new RecordHeaders();

    /**
     * Of a record as it came.
     *
     * @param own the headers that it came with
     */
    Rejection(byte[] key, byte[] value, Headers own) {
        this.key = first(key, KEY_BYTES);
        this.value = first(value, VALUE_BYTES);
        int room = HEADER_BYTES;
        for (Header header : own) {
            room -= header.key().length() * 3 + (header.value() == null ? 0 : header.value().length);
            if (room >= 0) {
                headers.add(header);
            }
        }
        with("bytes", Integer.toString(value == null ? 0 : value.length));
        if (key != null && key.length > KEY_BYTES) {
            with("key_bytes", Integer.toString(key.length));
        }
    }

    /** Why it could not be used, and which part of it; empty for the record as a whole. */
    Rejection because(String reason, String where) {
        return with("reason", reason).with("where", where);
    }

    /** Where it stood; without a topic, and at -1, what a timer did. */
    Rejection from(String topic, int partition, long offset) {
        return with("topic", topic == null ? "" : topic)
                .with("partition", Integer.toString(partition))
                .with("offset", Long.toString(offset));
    }

    /** What was to be written of it. */
    Rejection whenWriting(String topic, Object recordKey) {
        return with("written_topic", topic).with("written_key", String.valueOf(recordKey));
    }

    private Rejection with(String name, String text) {
        String header = "delegraph." + name;
        headers.remove(header);
        byte[] utf8 = text.substring(0, Math.min(text.length(), TEXT)).getBytes(StandardCharsets.UTF_8);
        headers.add(header, utf8);
        return this;
    }

    private static byte[] first(byte[] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    Record<Object, Object> record(long timestamp) {
        return new Record<>(key, value, timestamp, headers);
    }

    ProducerRecord<byte[], byte[]> producerRecord(long timestamp) {
        return new ProducerRecord<>(Names.HOOKS_REJECTED, null, timestamp < 0 ? null : timestamp, key, value, headers);
    }
}
