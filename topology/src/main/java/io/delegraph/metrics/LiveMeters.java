package io.delegraph.metrics;

import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Meters of live sessions, read at each scrape. */
public final class LiveMeters implements MultiCollector {
    private final LiveSessionSource sessions;
    private final int agentTypes;
    private final LongSupplier clock;

    /** Provides the sessions with an agent that has not ended, each with all of its agents. */
    @FunctionalInterface
    public interface LiveSessionSource {
        void forEach(BiConsumer<SessionSummary, List<AgentLifecycle>> consumer);
    }

    /**
     * Creates the meters; nothing is read before a scrape.
     *
     * @param agentTypes maximum number of types with a series of their own
     * @param clock epoch ms
     */
    public LiveMeters(LiveSessionSource sessions, int agentTypes, LongSupplier clock) {
        this.sessions = sessions;
        this.agentTypes = agentTypes;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        long now = clock.getAsLong();
        Map<String, LiveSessionCounts> sources = new TreeMap<>();
        sessions.forEach((session, agents) -> sources.computeIfAbsent(
                        Sources.metricLabel(session.source()), source -> new LiveSessionCounts(now))
                .add(session, agents));
        MetricFamily agents =
                MetricFamily.gauge("delegraph_live_agents", "Agents that have not ended, by state and level (root 0)");
        MetricFamily edges = MetricFamily.gauge(
                "delegraph_live_edges", "Agents that have not ended, by their type and their parent's");
        MetricFamily count = MetricFamily.gauge("delegraph_live_sessions", "Sessions with an agent that has not ended");
        MetricFamily waiting = MetricFamily.gauge(
                "delegraph_live_waiting_seconds_max",
                "Longest current wait for a person, by what is waited for, seconds, 0 without any;"
                        + " idle: a session that waits for the next prompt");
        MetricFamily depth =
                MetricFamily.gauge("delegraph_live_depth_max", "Deepest level of an agent that has not ended, root 0");
        MetricFamily fanOut =
                MetricFamily.gauge("delegraph_live_fan_out_max", "Most agents that have not ended under one parent");
        MetricFamily spawns = MetricFamily.gauge(
                "delegraph_live_session_spawns_max", "Most delegations requested by one session in the last 60 s");
        sources.forEach((source, tally) -> {
            tally.agents((state, level, number) ->
                    agents.add((double) number, "source", source, "state", state, "level", level));
            tally.edges(
                    agentTypes,
                    (parent, child, number) ->
                            edges.add((double) number, "source", source, "parent_type", parent, "child_type", child));
            count.add(tally.sessions(), "source", source);
            tally.longestWaits((kind, seconds) -> waiting.add(seconds, "source", source, "kind", kind));
            depth.add(tally.maxDepth(), "source", source);
            fanOut.add((double) tally.maxFanOut(), "source", source);
            spawns.add((double) tally.maxSpawns(), "source", source);
        });
        return MetricFamily.all(List.of(agents, edges, count, waiting, depth, fanOut, spawns));
    }
}
