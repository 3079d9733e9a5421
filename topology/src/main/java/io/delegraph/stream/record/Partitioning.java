package io.delegraph.stream.record;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Assigns the records of a session to one partition of every topic: Java's murmur2 of the session id. */
public final class Partitioning {
    private Partitioning() {}

    /** The partition of a session among {@code partitions}. */
    public static int of(String sessionId, int partitions) {
        return BuiltInPartitioner.partitionForKey(sessionId.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** For topics whose keys say more than the session. */
    public static StreamPartitioner<RecordKey, Object> bySession() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(of(key.sessionId(), partitions)));
    }

    /** Events go to their session's partition, watermarks to all. */
    public static StreamPartitioner<String, AgentEvent> events() {
        return (topic, key, value, partitions) -> Optional.of(
                switch (value) {
                    case Watermark ignored ->
                        IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
                    case AgentEvent.InSession event -> Set.of(of(event.origin().sessionId(), partitions));
                });
    }
}
