package io.delegraph.stream.record;

import io.delegraph.schemas.Json;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes values as JSON within the size limit of the topics. A record that the broker rejects for its size would abort its transaction
 * with all other records, again and again, so no such record is sent. A value that is too large is truncated; one that cannot be is an
 * error of this one record and becomes a dead letter.
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
