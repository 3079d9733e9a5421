package io.delegraph.stream.metrics;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.core.SessionSuccessor;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.ArrivalTime;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.MetricDelta;
import io.delegraph.stream.record.Names;
import java.util.List;
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
 * METRICS: sums over time, by subtraction. Contributions are revised in the task of the session; each group is summed in the task of its
 * key, which owns the group's windows of all sizes, because one change belongs to all of them.
 *
 * <pre>
 * lifecycle ─► ledger (contributions) ─► agent.metrics.deltas (by source and group) ─► sums ─► agent.metrics
 * </pre>
 *
 * <p>The tracker gets the facts as they are emitted, in the session's own task: reading them back from {@code agent.lifecycles} and {@code
 * agent.workflows}, with all graphs, would cost more than processing them.
 */
public final class MetricsTopology {
    private MetricsTopology() {}

    /** The successor of LIFECYCLE that tracks contributions. */
    public static SessionSuccessor contributions() {
        return new SessionSuccessor(
                Names.CONTRIBUTIONS,
                new ContributionProcessorSupplier(),
                List.of(),
                List.of(new SessionSuccessor.Sink<>(
                        Names.METRIC_DELTAS_SINK, Names.METRIC_DELTAS, new StringSerializer(), null)));
    }

    public static void addTo(Topology topology, RawPartitionEnds time) {
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        Names.METRIC_DELTAS_SOURCE,
                        new ArrivalTime(),
                        new StringDeserializer(),
                        JsonSerdes.deserializer(MetricDelta.class),
                        Names.METRIC_DELTAS)
                .addProcessor(Names.SUMS, new MetricSumProcessorSupplier(time), Names.METRIC_DELTAS_SOURCE)
                .addSink(
                        Names.METRICS_SINK, Names.METRICS, new StringSerializer(), JsonSerdes.serializer(), Names.SUMS);
    }

    /** Without a record cache: changes are combined before they are stored, and each cached entry would hold its whole source record. */
    private static Set<StoreBuilder<?>> store(String name) {
        return Set.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled());
    }

    private static final class ContributionProcessorSupplier
            implements ProcessorSupplier<String, SessionUpdate, String, MetricDelta> {
        @Override
        public Processor<String, SessionUpdate, String, MetricDelta> get() {
            return new ContributionProcessor();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return store(Names.METRIC_CONTRIBUTIONS);
        }
    }

    private record MetricSumProcessorSupplier(RawPartitionEnds time)
            implements ProcessorSupplier<String, MetricDelta, String, MetricWindow> {
        @Override
        public Processor<String, MetricDelta, String, MetricWindow> get() {
            return new MetricSumProcessor(time);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return store(Names.METRIC_SUMS);
        }
    }
}
