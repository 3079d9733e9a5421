package io.delegraph.metrics;

import io.delegraph.schemas.event.AgentEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came in. */
public final class IngestMeters {
    private final MeterRegistry registry;
    private final Counter rejected;
    private final Map<Class<?>, Counter> accepted = new ConcurrentHashMap<>();

    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.rejected = Counter.builder("delegraph.hooks.rejected")
                .description(
                        "Raw records that could not become an event; they are in agent.hooks.rejected with the reason")
                .register(registry);
    }

    public void accepted(AgentEvent.InSession event) {
        accepted.computeIfAbsent(event.getClass(), this::counter).increment();
    }

    private Counter counter(Class<?> kind) {
        return Counter.builder("delegraph.events")
                .description("Events made of raw records, by kind")
                .tag("kind", kind.getSimpleName())
                .register(registry);
    }

    public void rejected() {
        rejected.increment();
    }
}
