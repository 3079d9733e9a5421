package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.delegraph.ingest.ClientAdapter;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.Policies;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.core.FactPublisher;
import io.delegraph.stream.core.LifecycleTopology;
import io.delegraph.stream.core.SessionSuccessor;
import io.delegraph.stream.ingest.IngestTopology;
import io.delegraph.stream.link.LinkTopology;
import io.delegraph.stream.metrics.MetricsTopology;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.streams.Topology;

/** The whole pipeline: one class for each part, joined by topics; all but INGEST run in one task per partition. */
public final class DelegraphTopology {
    private DelegraphTopology() {}

    /**
     * What follows LIFECYCLE, in the order in which each update is given to them. A further one is one more line: it needs a name in
     * {@link Names} and brings its stores and sinks.
     */
    static List<SessionSuccessor> successors() {
        return List.of(MetricsTopology.contributions(), FactPublisher.successor());
    }

    public static Topology build(Settings settings, RawPartitionEnds ends, MeterRegistry metrics) {
        return build(settings, ends, metrics, ClientAdapters.ALL, successors());
    }

    static Topology build(
            Settings settings,
            RawPartitionEnds ends,
            MeterRegistry metrics,
            List<ClientAdapter.Factory> clients,
            List<SessionSuccessor> successors) {
        Topology topology = new Topology();
        IngestTopology.addTo(topology, settings, ends, metrics, clients);
        LifecycleTopology.addTo(
                topology, policies(settings), settings.topics().partitions(), ends, metrics, successors);
        LinkTopology.addTo(topology, settings.lifecycle().retention());
        MetricsTopology.addTo(topology, ends);
        shareTask(topology);
        return topology;
    }

    /**
     * Whoever shares a store shares a task; neither of these uses it. Kafka Streams shares tasks among threads by number: were they tasks
     * of their own, after a restart one thread would get the light ones of all partitions and another one every join.
     */
    private static void shareTask(Topology topology) {
        topology.connectProcessorAndStateStores(Names.LIFECYCLE, Names.CLIENTS);
        topology.connectProcessorAndStateStores(Names.SUMS, Names.CLIENTS);
    }

    /** What sessions are judged by, as the settings say: for what is published and for what is answered alike. */
    public static Policies policies(Settings settings) {
        Settings.Lifecycle lifecycle = settings.lifecycle();
        return new Policies(
                new LifecycleTimeouts(
                        lifecycle.lostAfter(), lifecycle.lostCap(), lifecycle.absentGrace(), lifecycle.retention()),
                settings.prices(),
                settings.analysis());
    }
}
