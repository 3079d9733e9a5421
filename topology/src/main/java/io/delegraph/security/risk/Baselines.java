package io.delegraph.security.risk;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.Anomaly;
import io.delegraph.schemas.security.SessionRisk.TypeBaseline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What agents of each type usually do and need, from the windows of the days before. An agent is compared with days that were over when it was
 * asked for, so that the same events give the same answer whenever it is asked.
 */
public final class Baselines {
    /** So many days before an agent's own are compared with it. */
    public static final Duration LENGTH = Duration.ofDays(30);

    /** Fewer ended agents say nothing about a type. */
    public static final int MINIMUM_AGENTS = 20;

    private static final String AGENT_TYPE = "agent_type";

    private final List<Day> days = new ArrayList<>();
    private final Map<String, Aggregate> sums = new HashMap<>();

    private record Day(long start, String source, String agentType, Aggregate sum) {}

    /** {@code windows}: days of delegations and of behaviours by agent type. */
    public Baselines(List<MetricWindow> windows) {
        for (MetricWindow window : windows) {
            days.add(new Day(
                    window.start(),
                    window.source(),
                    window.group().getOrDefault(AGENT_TYPE, ""),
                    MetricWindowMapper.toAggregate(window)));
        }
    }

    /** The day of an agent, UTC, epoch ms; null when nothing says when it was asked for. */
    public static @Nullable Long dayOf(AgentLifecycle agent) {
        Long at = agent.requestedAt() == null ? agent.startedAt() : agent.requestedAt();
        return at == null ? null : (Long) WindowSize.DAY.startOf(at);
    }

    /** What an agent is compared with; empty when its type, its client or its day are unknown. */
    Optional<TypeBaseline> of(AgentLifecycle agent) {
        Long day = dayOf(agent);
        String type = agent.agentType();
        if (day == null || type == null || agent.source() == null) {
            return Optional.empty();
        }
        long ended = ended(sum(agent.source(), type, day));
        return Optional.of(new TypeBaseline(type, day, ended, ended >= MINIMUM_AGENTS));
    }

    /** What the agent does otherwise than others of its type. */
    List<Anomaly> anomalies(AgentLifecycle agent, DelegatedAgents delegated) {
        return of(agent)
                .filter(TypeBaseline::enough)
                .map(baseline -> sum(Objects.requireNonNull(agent.source()), baseline.agentType(), baseline.day()))
                .map(others -> new AnomalyFinder(others).find(agent, delegated))
                .orElse(List.of());
    }

    private Aggregate sum(String source, String type, long day) {
        return sums.computeIfAbsent(
                source + '\n' + type + '\n' + day,
                key -> days.stream()
                        .filter(window -> window.source().equals(source)
                                && window.agentType().equals(type)
                                && window.start() < day
                                && window.start() >= day - LENGTH.toMillis())
                        .map(Day::sum)
                        .reduce(Aggregate.ZERO, Aggregate::plus));
    }

    private static long ended(Aggregate sum) {
        return sum.get(SumMetric.DELEGATIONS) - sum.get(SumMetric.OPEN);
    }
}
