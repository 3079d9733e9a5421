package io.delegraph.metrics;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts facts by source, so that demo data is never counted with real data. */
public final class LifecycleMeters {
    private static final Duration[] DELAYS = Stream.of(
                    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final String IGNORED_EVENTS = "delegraph.events.ignored";

    private final MeterRegistry registry;
    private final Timer delay;
    private final Map<String, SourceMeters> sources = new ConcurrentHashMap<>();

    public LifecycleMeters(MeterRegistry registry) {
        this.registry = registry;
        this.delay = Timer.builder("delegraph.end.to.end.delay")
                .description("Time from a hook's arrival in the raw topic until queries include it")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
        for (String kind : List.of("watermark", "event of another partition")) {
            Counter.builder(IGNORED_EVENTS)
                    .description("Invalid records on agent.events that were ignored, by kind")
                    .tag("what", kind)
                    .register(registry);
        }
        // registered from the start, so that a rate over them has a beginning
        of(Sources.CLAUDE_CODE);
    }

    public void emitted(AgentLifecycle agent) {
        Objects.requireNonNull(of(agent.source()).updates.get(agent.state()), "every state has a counter")
                .increment();
    }

    public void lost(@Nullable String source) {
        of(source).lost.increment();
    }

    public void clockCorrected(@Nullable String source) {
        of(source).clockCorrections.increment();
    }

    /** Counts an invalid watermark on the events' topic: some other program writes there. */
    public void ignored(String kind) {
        registry.counter(IGNORED_EVENTS, "what", kind).increment();
    }

    /** Records the end-to-end delay, ms; negative values (the broker's clock is ahead) count as 0. */
    public void recordDelay(long ms) {
        delay.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
    }

    public void edgeFound(Fact.EdgeFound edge) {
        SourceMeters meters = of(edge.source());
        Objects.requireNonNull(meters.edges.get(edge.after()), "every kind of edge has a counter")
                .increment();
        if (edge.corrected()) {
            meters.corrections.increment();
        }
    }

    public void agentsUnobserved(Fact.AgentsUnobserved agents) {
        of(agents.source()).unobserved.increment(agents.more());
    }

    private SourceMeters of(@Nullable String source) {
        return sources.computeIfAbsent(Sources.metricLabel(source), label -> new SourceMeters(registry, label));
    }

    private static final class SourceMeters {
        private final Map<AgentState, Counter> updates = new EnumMap<>(AgentState.class);
        private final Map<EdgeEvidence, Counter> edges = new EnumMap<>(EdgeEvidence.class);
        private final Counter corrections;
        private final Counter lost;
        private final Counter clockCorrections;
        private final Counter unobserved;

        SourceMeters(MeterRegistry registry, String source) {
            for (AgentState state : AgentState.values()) {
                updates.put(
                        state,
                        Counter.builder("delegraph.lifecycle.updates")
                                .description("Lifecycle updates published, by state and source")
                                .tag("state", state.name())
                                .tag("source", source)
                                .register(registry));
            }
            for (EdgeEvidence evidence : EdgeEvidence.values()) {
                edges.put(
                        evidence,
                        Counter.builder("delegraph.edges")
                                .description("Parents found, by evidence and source; an agent counts again when"
                                        + " better evidence comes")
                                .tag("evidence", evidence.name())
                                .tag("source", source)
                                .register(registry));
            }
            lost = Counter.builder("delegraph.agents.lost")
                    .description("Delegated agents that became LOST, by source; a late stop may revise it")
                    .tag("source", source)
                    .register(registry);
            clockCorrections = Counter.builder("delegraph.clock.corrections")
                    .description("Clients whose clock was set back and whose times are corrected, by source")
                    .tag("source", source)
                    .register(registry);
            unobserved = Counter.builder("delegraph.agents.unobserved")
                    .description(
                            "Agents that a Workflow tool run's notification counts but of which no event arrived, by source")
                    .tag("source", source)
                    .register(registry);
            corrections = Counter.builder("delegraph.edge.corrections")
                    .description("Agents whose parent was corrected, by source")
                    .tag("source", source)
                    .register(registry);
        }
    }
}
