package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.delegraph.lifecycle.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.Topology;

/** The whole pipeline: three sub-topologies, one class each, joined by topics. */
public final class DelegraphTopology {
    private DelegraphTopology() {}

    public static Topology build(Settings settings, RawEnds ends, MeterRegistry metrics) {
        Topology topology = new Topology();
        IngestTopology.addTo(topology, settings, ends, metrics);
        LifecycleTopology.addTo(topology, limits(settings.lifecycle()), metrics);
        LinkTopology.addTo(topology, settings.lifecycle().retention());
        return topology;
    }

    /** How long silence means nothing yet, as the settings say: for what is published and for what is answered alike. */
    public static Limits limits(Settings.Lifecycle lifecycle) {
        return new Limits(lifecycle.lostAfter(), lifecycle.lostCap(), lifecycle.absentGrace(), lifecycle.retention());
    }
}
