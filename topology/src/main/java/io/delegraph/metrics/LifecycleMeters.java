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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What became true, by source: what is not real is never counted with what is. */
public final class LifecycleMeters {
    private static final Duration[] DELAYS = Stream.of(
                    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final String IGNORED = "delegraph.events.ignored";

    private final MeterRegistry registry;
    private final Timer delay;
    private final Map<String, OfSource> sources = new ConcurrentHashMap<>();

    public LifecycleMeters(MeterRegistry registry) {
        this.registry = registry;
        this.delay = Timer.builder("delegraph.end.to.end.delay")
                .description("Time from a hook's arrival in the raw topic until queries include it")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
        for (String what : List.of("watermark", "event of another partition")) {
            Counter.builder(IGNORED)
                    .description("Invalid records on agent.events that were ignored, by kind")
                    .tag("what", what)
                    .register(registry);
        }
        // there from the start, so that a rate over them has a beginning
        of(Sources.CLAUDE_CODE);
    }

    public void told(AgentLifecycle agent) {
        of(agent.source()).told.get(agent.state()).increment();
    }

    public void lost(String source) {
        of(source).lost.increment();
    }

    public void clockCorrected(String source) {
        of(source).clocks.increment();
    }

    /** Something on the events' topic that cannot be true: somebody else writes there. */
    public void ignored(String what) {
        registry.counter(IGNORED, "what", what).increment();
    }

    /** Records the end-to-end delay, ms; negative values (the broker's clock is ahead) count as 0. */
    public void heldAfter(long ms) {
        delay.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
    }

    public void edge(Fact.EdgeFound edge) {
        OfSource meters = of(edge.source());
        if (edge.after() != null) {
            meters.edges.get(edge.after()).increment();
        }
        if (edge.corrected()) {
            meters.corrections.increment();
        }
    }

    public void unheard(Fact.AgentsUnheard unheard) {
        of(unheard.source()).unheard.increment(unheard.more());
    }

    private OfSource of(String source) {
        return sources.computeIfAbsent(Sources.bounded(source), label -> new OfSource(registry, label));
    }

    private static final class OfSource {
        private final Map<AgentState, Counter> told = new EnumMap<>(AgentState.class);
        private final Map<EdgeEvidence, Counter> edges = new EnumMap<>(EdgeEvidence.class);
        private final Counter corrections;
        private final Counter lost;
        private final Counter clocks;
        private final Counter unheard;

        OfSource(MeterRegistry registry, String source) {
            for (AgentState state : AgentState.values()) {
                told.put(
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
                                .description("Parents found, by the evidence and source; an agent counts again when"
                                        + " better evidence comes")
                                .tag("evidence", evidence.name())
                                .tag("source", source)
                                .register(registry));
            }
            lost = Counter.builder("delegraph.agents.lost")
                    .description("Delegated agents that became LOST, by source; a late stop may revise it")
                    .tag("source", source)
                    .register(registry);
            clocks = Counter.builder("delegraph.clock.corrections")
                    .description(
                            "Clients whose clock was found to be set back, so that their times are corrected, by source")
                    .tag("source", source)
                    .register(registry);
            unheard = Counter.builder("delegraph.agents.unheard")
                    .description(
                            "Agents that a run of the Workflow tool had, as its notification says, and that were not"
                                    + " heard of, by source")
                    .tag("source", source)
                    .register(registry);
            corrections = Counter.builder("delegraph.edge.corrections")
                    .description("Agents whose parent was corrected, by source")
                    .tag("source", source)
                    .register(registry);
        }
    }
}
