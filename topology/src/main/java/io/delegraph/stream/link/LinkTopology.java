package io.delegraph.stream.link;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.stream.record.ArrivalTime;
import io.delegraph.stream.record.ClientSeen;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * LINK: finds clients on one host that were started from another session. It is keyed by host, because the two sessions are seldom on one
 * partition.
 *
 * <pre>
 * agent.processes ─► link (clients) ─► agent.events (to both sessions)
 * </pre>
 */
public final class LinkTopology {
    private LinkTopology() {}

    public static void addTo(Topology topology, Duration retention) {
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        Names.PROCESSES_SOURCE,
                        new ArrivalTime(),
                        new StringDeserializer(),
                        JsonSerdes.deserializer(ClientSeen.class),
                        Names.PROCESSES)
                .addProcessor(Names.LINK, new LinkProcessorSupplier(retention), Names.PROCESSES_SOURCE)
                .addSink(
                        Names.LINKED_EVENTS_SINK,
                        Names.EVENTS,
                        new StringSerializer(),
                        JsonSerdes.serializer(),
                        Partitioning.events(),
                        Names.LINK);
    }

    private record LinkProcessorSupplier(Duration retention)
            implements ProcessorSupplier<String, ClientSeen, String, AgentEvent> {
        @Override
        public Processor<String, ClientSeen, String, AgentEvent> get() {
            return new LinkProcessor(retention);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(Names.CLIENTS), Serdes.Bytes(), Serdes.ByteArray())
                    .withCachingEnabled());
        }
    }
}
