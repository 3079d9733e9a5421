package io.delegraph.schemas.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One group's sums in one window: the value of {@code agent.metrics}. A delegation or workflow belongs to the window in which it was
 * requested, with its outcome as known now; a window is revised as long as it is kept.
 *
 * @param window size: 1m, 5m, 1h, 1d
 * @param start epoch ms; a multiple of the size since the epoch
 * @param end epoch ms, exclusive
 * @param source the producing client; data of different sources is never added up
 * @param subject delegation, workflow, part (all agents of a type in a workflow), pair, stage or behaviour (what agents of a type do)
 * @param group value by dimension; empty for a single group of everything
 * @param sample number of delegations or workflows; for a part the workflows with the type
 * @param amounts whole numbers in the unit at the end of their name; zeros are absent
 * @param quantiles by distribution; those without values are absent
 * @param classes by what is counted, numbers by class; empty for most windows
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record MetricWindow(
        String window,
        long start,
        long end,
        String source,
        String subject,
        Map<String, String> group,
        long sample,
        Map<String, Long> amounts,
        Map<String, Quantiles> quantiles,
        Map<String, Map<String, Long>> classes) {
    public MetricWindow {
        // sorted, so that equal windows have equal bytes
        group = Collections.unmodifiableMap(new TreeMap<>(group));
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
        quantiles = Collections.unmodifiableMap(new TreeMap<>(quantiles));
        // windows of an earlier version have none
        Map<String, Map<String, Long>> sorted = new TreeMap<>();
        if (classes != null) {
            classes.forEach((name, counts) -> sorted.put(name, Collections.unmodifiableMap(new TreeMap<>(counts))));
        }
        classes = Collections.unmodifiableMap(sorted);
    }

    public static MetricWindowBuilder builder() {
        return MetricWindowBuilder.builder();
    }
}
