package io.delegraph.stream.core;

import io.delegraph.lifecycle.Policies;
import io.delegraph.metrics.LifecycleMeters;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.record.ArrivalTime;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * CORE: events become lifecycles and workflows, with all data of a session on one partition. Successors run in the same task.
 *
 * <pre>
 * agent.events ─► lifecycle (rows, index) ─┬─► {@link FactPublisher} ─┬─► agent.lifecycles
 *                                          │                 ├─► agent.workflows
 *                                          │                 ├─► agent.processes (by host)
 *                                          │                 └─► agent.events (to the session that an agent came from)
 *                                          └─► every other {@link SessionSuccessor}
 * </pre>
 */
public final class LifecycleTopology {
    private LifecycleTopology() {}

    /**
     * Adds the source, the processor with its stores, and its successors.
     *
     * @param successors in the order in which they are given each update
     */
    public static void addTo(
            Topology topology,
            Policies policies,
            int partitions,
            RawPartitionEnds time,
            MeterRegistry metrics,
            List<SessionSuccessor> successors) {
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        Names.EVENTS_SOURCE,
                        new ArrivalTime(),
                        new StringDeserializer(),
                        JsonSerdes.events(),
                        Names.EVENTS)
                .addProcessor(
                        Names.LIFECYCLE,
                        new LifecycleProcessorSupplier(policies, partitions, time, new LifecycleMeters(metrics)),
                        Names.EVENTS_SOURCE);
        successors.forEach(successor -> successor.addTo(topology, Names.LIFECYCLE));
    }

    private record LifecycleProcessorSupplier(
            Policies policies, int partitions, RawPartitionEnds time, LifecycleMeters meters)
            implements ProcessorSupplier<String, AgentEvent, String, SessionUpdate> {
        @Override
        public Processor<String, AgentEvent, String, SessionUpdate> get() {
            return new LifecycleProcessor(policies, partitions, time, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(store(Names.ROWS), store(Names.INDEX));
        }

        private static StoreBuilder<?> store(String name) {
            return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withCachingEnabled();
        }
    }
}
