package io.delegraph.metrics;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What became true. */
public final class LifecycleMeters {
    private final Map<AgentState, Counter> told = new EnumMap<>(AgentState.class);
    private final Map<EdgeEvidence, Counter> edges = new EnumMap<>(EdgeEvidence.class);
    private final Counter corrections;

    public LifecycleMeters(MeterRegistry registry) {
        for (AgentState state : AgentState.values()) {
            told.put(
                    state,
                    Counter.builder("delegraph.lifecycle.updates")
                            .description("Lifecycles published, by the state that they tell")
                            .tag("state", state.name())
                            .register(registry));
        }
        for (EdgeEvidence evidence : EdgeEvidence.values()) {
            edges.put(
                    evidence,
                    Counter.builder("delegraph.edges")
                            .description(
                                    "Parents found, by the evidence; an agent counts again when better evidence comes")
                            .tag("evidence", evidence.name())
                            .register(registry));
        }
        corrections = Counter.builder("delegraph.edge.corrections")
                .description("Agents whose parent turned out to be another one")
                .register(registry);
    }

    public void told(AgentLifecycle agent) {
        told.get(agent.state()).increment();
    }

    public void edge(Fact.EdgeFound edge) {
        if (edge.after() != null) {
            edges.get(edge.after()).increment();
        }
        if (edge.corrected()) {
            corrections.increment();
        }
    }
}
