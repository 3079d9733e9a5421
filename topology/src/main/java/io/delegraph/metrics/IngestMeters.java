package io.delegraph.metrics;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Sources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of received records. */
public final class IngestMeters {
    private static final String LATEST_PROBE = "delegraph.probe.latest";

    private final MeterRegistry registry;
    private final Counter rejected;
    private final Counter probes;
    private final AtomicLong latestProbe;
    private final Map<EventCounterKey, Counter> accepted = new ConcurrentHashMap<>();

    private record EventCounterKey(Class<?> kind, String source) {}

    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.rejected = Counter.builder("delegraph.hooks.rejected")
                .description(
                        "Raw records that could not become an event; they are in agent.hooks.rejected with the reason")
                .register(registry);
        this.probes = Counter.builder("delegraph.probes")
                .description("Probes of the doctor received through the raw topic")
                .register(registry);
        this.latestProbe = new AtomicLong();
        Gauge.builder(LATEST_PROBE, latestProbe, AtomicLong::get)
                .description("Number of the latest probe received, 0 without any")
                .register(registry);
    }

    public void accepted(AgentEvent.InSession event) {
        EventCounterKey series = new EventCounterKey(
                event.getClass(), Sources.metricLabel(event.origin().source()));
        accepted.computeIfAbsent(series, this::counter).increment();
    }

    private Counter counter(EventCounterKey series) {
        return Counter.builder("delegraph.events")
                .description("Events made of raw records, by kind and source")
                .tag("kind", series.kind.getSimpleName())
                .tag("source", series.source)
                .register(registry);
    }

    public void rejected() {
        rejected.increment();
    }

    /** Counts a probe. The latest one can be read, so that its sender can check the arrival. */
    public void probed(long number) {
        probes.increment();
        latestProbe.set(number);
    }
}
