package io.delegraph.stream.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Passes objects themselves to a processor under test whose input is another processor, not a topic: the record only contains a number. */
public final class InMemorySerde<T> {
    private final List<T> objects = new ArrayList<>();

    public Serializer<T> serializer() {
        return (topic, object) -> {
            objects.add(object);
            return ByteBuffer.allocate(4).putInt(objects.size() - 1).array();
        };
    }

    public Deserializer<T> deserializer() {
        return (topic, number) -> objects.get(ByteBuffer.wrap(number).getInt());
    }
}
