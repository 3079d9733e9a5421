package io.delegraph.stream.record;

import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The serdes of values and keys on the topics. */
public final class JsonSerdes {
    private JsonSerdes() {}

    public static <T> Serializer<T> serializer() {
        return new SizeLimitedJsonSerializer<>();
    }

    public static <T> Deserializer<T> deserializer(Class<T> type) {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : Json.read(bytes, type);
            } catch (Json.MalformedJsonException e) {
                throw new SerializationException(e.getMessage(), e);
            }
        };
    }

    /** Events in the current format, also those that an earlier version wrote. */
    public static Deserializer<AgentEvent> events() {
        Deserializer<AgentEvent> json = deserializer(AgentEvent.class);
        return (topic, bytes) -> {
            AgentEvent event = json.deserialize(topic, bytes);
            return event == null ? null : ClientAdapters.completed(event);
        };
    }

    public static Serializer<RecordKey> keys() {
        return (topic, key) -> key.toString().getBytes(StandardCharsets.UTF_8);
    }
}
