package io.delegraph.security.risk;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.security.Anomaly;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what one agent does otherwise than others of its type. Of one agent. */
final class AnomalyFinder {
    /** The usual limit for the robust z-score (Iglewicz and Hoaglin). */
    private static final double UNUSUAL = 3.5;

    /** By which the median absolute deviation of a normal distribution is its standard deviation. */
    private static final double NORMAL = 0.6745;

    private final Aggregate others;
    private final List<Anomaly> anomalies = new ArrayList<>();

    /** {@code others}: what the other agents of the type contributed. */
    AnomalyFinder(Aggregate others) {
        this.others = others;
    }

    List<Anomaly> find(AgentLifecycle agent, DelegatedAgents delegated) {
        compare(DistributionMetric.DURATION_MS, agent.durationMs());
        compare(DistributionMetric.TOKENS, agent.allTokens());
        if (agent.state().terminal()) {
            compare(DistributionMetric.TOOL_CALLS, (long) agent.toolCalls());
        }
        compare(DistributionMetric.LEVEL, asLong(agent.agentHierarchyLevel()));
        if (delegated.agents() > 0) {
            compare(DistributionMetric.FAN_OUT, (long) delegated.agents());
            compare(DistributionMetric.OVERLAP, (long) delegated.overlap());
        }
        // of agents that ended before these were counted nothing is known
        if (others.get(SumMetric.AGENTS) >= Baselines.MINIMUM_AGENTS) {
            firstSeen(DistributionMetric.ACTIONS, agent.activity().actions());
            firstSeen(DistributionMetric.PATHS, agent.activity().paths());
            firstSeen(DistributionMetric.HOSTS, agent.activity().hosts());
        }
        @Nullable AgentContext context = agent.context();
        if (context != null
                && context.delegationStrategy() != null
                && others.get(DistributionMetric.STRATEGIES).count() >= Baselines.MINIMUM_AGENTS) {
            firstSeen(DistributionMetric.STRATEGIES, List.of(context.delegationStrategy()));
        }
        return anomalies;
    }

    private static @Nullable Long asLong(@Nullable Integer number) {
        return number == null ? null : (Long) number.longValue();
    }

    private void firstSeen(DistributionMetric measure, Collection<? extends Enum<?>> own) {
        for (Enum<?> constant : own) {
            if (others.count(measure, constant) <= 0) {
                anomalies.add(Anomaly.firstSeen(measure.wireName(), DistributionMetric.className(constant)));
            }
        }
    }

    private void compare(DistributionMetric measure, @Nullable Long value) {
        LogHistogram usual = others.get(measure);
        Long median = usual.quantile(0.5);
        if (value == null || median == null || usual.count() < Baselines.MINIMUM_AGENTS) {
            return;
        }
        double deviation = medianDeviation(usual, log(median));
        // where most are alike, the width of a bucket says nothing
        if (deviation > 0) {
            double z = NORMAL * (log(value) - log(median)) / deviation;
            if (Math.abs(z) > UNUSUAL) {
                anomalies.add(Anomaly.unusual(measure.wireName(), value, median, Math.round(z * 10) / 10.0));
            }
        }
    }

    /** The median of the distances of the logarithms from their median. */
    private static double medianDeviation(LogHistogram values, double median) {
        long half = (values.count() + 1) / 2;
        List<Map.Entry<Double, Long>> distances = values.midpoints().entrySet().stream()
                .map(entry -> Map.entry(Math.abs(log(entry.getKey()) - median), entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        long seen = 0;
        for (Map.Entry<Double, Long> distance : distances) {
            seen += distance.getValue();
            if (seen >= half) {
                return distance.getKey();
            }
        }
        return 0;
    }

    private static double log(long value) {
        return Math.log((double) Math.max(1, value));
    }
}
