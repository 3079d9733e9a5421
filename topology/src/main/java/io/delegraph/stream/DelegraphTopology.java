package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.Topology;

/** The whole pipeline: INGEST, and CORE with LINK and METRICS in one task per partition; one class each, joined by topics. */
public final class DelegraphTopology {
    private DelegraphTopology() {}

    public static Topology build(Settings settings, RawEnds ends, MeterRegistry metrics) {
        Topology topology = new Topology();
        IngestTopology.addTo(topology, settings, ends, metrics);
        LifecycleTopology.addTo(topology, policies(settings), metrics);
        LinkTopology.addTo(topology, settings.lifecycle().retention());
        MetricsTopology.addTo(topology, Names.LIFECYCLE);
        // A store that is everybody's makes them one task per partition. As tasks of their own they are counted alike,
        // and after a restart
        // one thread gets the light ones of all partitions and another one every join.
        topology.connectProcessorAndStateStores(Names.LIFECYCLE, Names.CLIENTS);
        topology.connectProcessorAndStateStores(Names.SUMS, Names.CLIENTS);
        return topology;
    }

    /** What sessions are judged by, as the settings say: for what is published and for what is answered alike. */
    public static Policies policies(Settings settings) {
        Settings.Lifecycle lifecycle = settings.lifecycle();
        return new Policies(
                new Limits(lifecycle.lostAfter(), lifecycle.lostCap(), lifecycle.absentGrace(), lifecycle.retention()),
                settings.prices(),
                settings.analysis());
    }
}
