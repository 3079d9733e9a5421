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
import io.delegraph.stream.security.SecurityTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.Topology;

/** The whole pipeline: one class per sub-topology, joined by topics; all except INGEST run in one task per partition. */
public final class DelegraphTopology {
    private DelegraphTopology() {}

    /**
     * The processors that follow LIFECYCLE, in the order in which they get each update. A new one is one more line: it needs a name in
     * {@link Names} and brings its stores and sinks.
     */
    static List<SessionSuccessor> successors(Settings settings, MeterRegistry metrics) {
        List<SessionSuccessor> successors = new ArrayList<>();
        successors.add(MetricsTopology.contributions());
        successors.add(FactPublisher.successor());
        successors.addAll(SecurityTopology.successors(
                settings.securityPolicy(),
                policies(settings),
                metrics,
                settings.security().ocsf(),
                DelegraphTopology.class.getPackage().getImplementationVersion()));
        return List.copyOf(successors);
    }

    public static Topology build(Settings settings, RawPartitionEnds ends, MeterRegistry metrics) {
        return build(settings, ends, metrics, ClientAdapters.ALL, successors(settings, metrics));
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
     * Connects both processors to one store, which neither uses, because processors that share a store share a task. Kafka Streams
     * distributes tasks among threads by number: with separate tasks, after a restart one thread would get the light ones of all partitions
     * and another one every join.
     */
    private static void shareTask(Topology topology) {
        topology.connectProcessorAndStateStores(Names.LIFECYCLE, Names.CLIENTS);
        topology.connectProcessorAndStateStores(Names.SUMS, Names.CLIENTS);
    }

    /** The policies from the settings, for published and served results alike. */
    public static Policies policies(Settings settings) {
        Settings.Lifecycle lifecycle = settings.lifecycle();
        return new Policies(
                new LifecycleTimeouts(
                        lifecycle.lostAfter(), lifecycle.lostCap(), lifecycle.absentGrace(), lifecycle.retention()),
                settings.prices(),
                settings.analysis());
    }
}
