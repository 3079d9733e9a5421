package io.delegraph.stream;

import io.delegraph.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.Topology;

/** The whole pipeline: three sub-topologies, one class each, joined by topics. */
public final class DelegraphTopology {
    private DelegraphTopology() {}

    public static Topology build(Settings settings, RawEnds ends, MeterRegistry metrics) {
        Topology topology = new Topology();
        IngestTopology.addTo(topology, settings, ends, metrics);
        LifecycleTopology.addTo(topology, settings, metrics);
        LinkTopology.addTo(topology, settings.lifecycle().retention());
        return topology;
    }
}
