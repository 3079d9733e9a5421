package io.delegraph.security.risk;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
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
 * What agents of each type usually need, from the windows of the days before. An agent is compared with days that were over when it was
 * asked for, so that the same events give the same answer whenever it is asked.
 */
public final class Baselines {
    /** So many days before an agent's own are compared with it. */
    public static final Duration LENGTH = Duration.ofDays(30);

    /** Fewer ended agents say nothing about a type. */
    public static final int MINIMUM_AGENTS = 20;

    /** The usual limit for the robust z-score (Iglewicz and Hoaglin). */
    private static final double UNUSUAL = 3.5;

    /** By which the median absolute deviation of a normal distribution is its standard deviation. */
    private static final double NORMAL = 0.6745;

    private static final String AGENT_TYPE = "agent_type";

    private final List<Day> days = new ArrayList<>();
    private final Map<String, Aggregate> sums = new HashMap<>();

    private record Day(long start, String source, String agentType, Aggregate sum) {}

    /** {@code windows}: days of delegations by agent type. */
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

    /** The figures of an ended agent that differ much from the usual ones. */
    List<Anomaly> anomalies(AgentLifecycle agent) {
        Optional<TypeBaseline> baseline = of(agent).filter(TypeBaseline::enough);
        if (baseline.isEmpty()) {
            return List.of();
        }
        Aggregate sum = sum(
                Objects.requireNonNull(agent.source()),
                baseline.get().agentType(),
                baseline.get().day());
        List<Anomaly> anomalies = new ArrayList<>();
        add(anomalies, DistributionMetric.DURATION_MS, agent.durationMs(), sum);
        add(anomalies, DistributionMetric.TOKENS, agent.allTokens(), sum);
        return anomalies;
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

    private static void add(List<Anomaly> anomalies, DistributionMetric measure, @Nullable Long value, Aggregate sum) {
        LogHistogram others = sum.get(measure);
        Long median = others.quantile(0.5);
        if (value == null || median == null || others.count() < MINIMUM_AGENTS) {
            return;
        }
        double deviation = medianDeviation(others, log(median));
        // where most are alike, the width of a bucket says nothing
        if (deviation > 0) {
            double z = NORMAL * (log(value) - log(median)) / deviation;
            if (Math.abs(z) > UNUSUAL) {
                anomalies.add(new Anomaly(measure.wireName(), value, median, Math.round(z * 10) / 10.0));
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
