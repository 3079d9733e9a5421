package io.delegraph.stream.core;

import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A processor that follows LIFECYCLE in the session's own task. It gets every update of every session, also those without facts.
 *
 * @param name of the processor, one of {@link Names}
 * @param processor its supplier, which brings its stores
 * @param readStores names of stores of other processors that it reads
 * @param sinks topics that it writes to, each with a sink name of its own
 */
public record SessionSuccessor(
        String name,
        ProcessorSupplier<String, SessionUpdate, ?, ?> processor,
        List<String> readStores,
        List<Sink<?, ?>> sinks) {
    public SessionSuccessor {
        readStores = List.copyOf(readStores);
        sinks = List.copyOf(sinks);
    }

    /**
     * A topic with JSON values.
     *
     * @param partitioner null for the partition of the key
     */
    public record Sink<K, V>(
            String name,
            String topic,
            Serializer<K> keys,
            @Nullable StreamPartitioner<K, V> partitioner) {
        private void addTo(Topology topology, String parent) {
            topology.addSink(name, topic, keys, JsonSerdes.<V>serializer(), partitioner, parent);
        }
    }

    public void addTo(Topology topology, String parent) {
        topology.addProcessor(name, processor, parent);
        if (!readStores.isEmpty()) {
            topology.connectProcessorAndStateStores(name, readStores.toArray(String[]::new));
        }
        sinks.forEach(sink -> sink.addTo(topology, name));
    }
}
