package io.delegraph.metrics;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What became true, by source: what is not real is never counted with what is. */
public final class LifecycleMeters {
    private final MeterRegistry registry;
    private final Map<String, OfSource> sources = new ConcurrentHashMap<>();

    public LifecycleMeters(MeterRegistry registry) {
        this.registry = registry;
        // there from the start, so that a rate over them has a beginning
        of(Sources.CLAUDE_CODE);
    }

    public void told(AgentLifecycle agent) {
        of(agent.source()).told.get(agent.state()).increment();
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

    private OfSource of(String source) {
        return sources.computeIfAbsent(Sources.bounded(source), label -> new OfSource(registry, label));
    }

    private static final class OfSource {
        private final Map<AgentState, Counter> told = new EnumMap<>(AgentState.class);
        private final Map<EdgeEvidence, Counter> edges = new EnumMap<>(EdgeEvidence.class);
        private final Counter corrections;

        OfSource(MeterRegistry registry, String source) {
            for (AgentState state : AgentState.values()) {
                told.put(
                        state,
                        Counter.builder("delegraph.lifecycle.updates")
                                .description("Lifecycles published, by the state that they tell and source")
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
            corrections = Counter.builder("delegraph.edge.corrections")
                    .description("Agents whose parent turned out to be another one, by source")
                    .tag("source", source)
                    .register(registry);
        }
    }
}
