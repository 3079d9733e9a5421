package io.delegraph.metrics;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.Subject;
import io.delegraph.config.Thresholds;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The groups of a window with a bounded number of names: unknown sources and rare values are summed as {@code other}. Only single
 * dimensions.
 */
final class BoundedWindowGroups {
    /** Maximum number of values of all other dimensions; only the flags of prompts can have more. */
    private static final int DEFAULT_MAX_VALUES = 12;

    private final Thresholds.SeriesLimits shown;
    private final Map<DimensionKey, Map<String, Aggregate>> groups = new HashMap<>();

    /** One dimension of one source. */
    record DimensionKey(Subject subject, String source, String dimension) {}

    BoundedWindowGroups(Collection<MetricWindow> windows, Thresholds.SeriesLimits shown) {
        this.shown = shown;
        for (MetricWindow window : windows) {
            if (window.group().size() < 2) {
                add(window);
            }
        }
    }

    private void add(MetricWindow window) {
        Subject subject = Subject.of(window.subject()).orElseThrow();
        String source = Sources.metricLabel(window.source());
        String dimension = window.group().keySet().stream().findFirst().orElse(Grouping.ALL);
        String value = window.group().getOrDefault(dimension, Grouping.ALL);
        groups.computeIfAbsent(new DimensionKey(subject, source, dimension), newKey -> new TreeMap<>())
                .merge(value, MetricWindowMapper.toAggregate(window), Aggregate::plus);
    }

    /** Passes each dimension with its sums by value. */
    void forEach(BiConsumer<DimensionKey, Map<String, Aggregate>> consumer) {
        groups.forEach((key, sums) -> consumer.accept(key, bounded(key, sums)));
    }

    private Map<String, Aggregate> bounded(DimensionKey key, Map<String, Aggregate> sums) {
        Map<String, Long> samples = new HashMap<>();
        sums.forEach((value, sum) -> samples.put(value, MetricWindowMapper.sampleSize(key.subject, sum)));
        Set<String> top = TopValues.of(samples, maxValues(key.dimension));
        Map<String, Aggregate> bounded = new TreeMap<>();
        sums.forEach(
                (value, sum) -> bounded.merge(top.contains(value) ? value : TopValues.OTHER, sum, Aggregate::plus));
        return bounded;
    }

    private int maxValues(String dimension) {
        if (dimension.equals(Dimension.AGENT_TYPE.wireName())) {
            return shown.agentTypes();
        }
        if (dimension.equals(Dimension.PROJECT.wireName())) {
            return shown.projects();
        }
        return dimension.equals(Dimension.USER.wireName()) ? shown.users() : DEFAULT_MAX_VALUES;
    }
}
