package io.delegraph.stream.record;

import io.delegraph.schemas.Json;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON that every topic takes. A record that a broker refuses for its size would end the transaction that it belongs to, and with
 * it every record beside it, again and again: so none is handed to the producer. What is too large is abridged; what cannot be is an error
 * of this one record, and goes to the dead letters.
 */
public final class SizeLimitedJsonSerializer<T> implements Serializer<T> {
    /** Maximum size of a value, bytes. A topic takes 1 MiB by default, including key and headers. */
    public static final int MAX_VALUE_BYTES = 512 << 10;

    /** Aims slightly below the limit, so that a few rounds are enough. */
    private static final double SAFETY_FACTOR = 0.95;

    private static final int MAX_ROUNDS = 20;

    /** Null stays null: a tombstone. */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        byte[] json = Json.write(value);
        double share = 1;
        for (int round = 0; json.length > MAX_VALUE_BYTES && round < MAX_ROUNDS; round++) {
            share *= SAFETY_FACTOR * MAX_VALUE_BYTES / json.length;
            Object abridged = RecordTruncation.truncate(value, share);
            if (abridged == value) {
                break;
            }
            json = Json.write(abridged);
        }
        if (json.length > MAX_VALUE_BYTES) {
            throw new SerializationException("a record of " + json.length + " bytes for " + topic
                    + ", where none may have more than " + MAX_VALUE_BYTES);
        }
        return json;
    }
}
