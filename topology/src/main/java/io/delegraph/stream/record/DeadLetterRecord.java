package io.delegraph.stream.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A small record of {@code agent.hooks.rejected}: what could not be used, with the reason in headers. */
public final class DeadLetterRecord {
    /** Maximum size of the kept part of the value, bytes: enough to recognise it. */
    static final int VALUE_BYTES = 4096;

    public static final int KEY_BYTES = 1024;

    /** Maximum size of the kept headers, names and values together, bytes; those that do not fit are left out. */
    static final int HEADER_BYTES = 4096;

    private static final int MAX_HEADER_CHARS = 1_000;

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers = new RecordHeaders();

    /**
     * Creates the dead letter of a record.
     *
     * @param own the headers of the record
     */
    public DeadLetterRecord(byte @Nullable [] key, byte @Nullable [] value, Headers own) {
        this.key = truncate(key, KEY_BYTES);
        this.value = truncate(value, VALUE_BYTES);
        int room = HEADER_BYTES;
        for (Header header : own) {
            room -= header.key().length() * 3 + (header.value() == null ? 0 : header.value().length);
            if (room >= 0) {
                headers.add(header);
            }
        }
        withHeader("bytes", Integer.toString(value == null ? 0 : value.length));
        if (key != null && key.length > KEY_BYTES) {
            withHeader("key_bytes", Integer.toString(key.length));
        }
    }

    /** Adds the reason and the invalid part, which is empty for the whole record. */
    public DeadLetterRecord withReason(String reason, String where) {
        return withHeader("reason", reason).withHeader("where", where);
    }

    /** Adds the position of the record; without a topic, and at -1, for a timer. */
    public DeadLetterRecord withPosition(@Nullable String topic, int partition, long offset) {
        return withHeader("topic", topic == null ? "" : topic)
                .withHeader("partition", Integer.toString(partition))
                .withHeader("offset", Long.toString(offset));
    }

    /** Adds the target of the failed write. */
    DeadLetterRecord withTarget(String topic, Object recordKey) {
        return withHeader("written_topic", topic).withHeader("written_key", String.valueOf(recordKey));
    }

    private DeadLetterRecord withHeader(String name, String text) {
        String header = "delegraph." + name;
        headers.remove(header);
        byte[] utf8 =
                text.substring(0, Math.min(text.length(), MAX_HEADER_CHARS)).getBytes(StandardCharsets.UTF_8);
        headers.add(header, utf8);
        return this;
    }

    private static byte @Nullable [] truncate(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    public Record<Object, Object> toRecord(long timestamp) {
        return new Record<>(key, value, timestamp, headers);
    }

    ProducerRecord<byte[], byte[]> toProducerRecord(long timestamp) {
        return new ProducerRecord<>(Names.HOOKS_REJECTED, null, timestamp < 0 ? null : timestamp, key, value, headers);
    }
}
