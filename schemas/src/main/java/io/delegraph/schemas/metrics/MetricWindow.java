package io.delegraph.schemas.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One group's sums in one window: the value of {@code agent.metrics}. A delegation or workflow is in the window in which it was asked
 * for, with its outcome as known now; a window is revised as long as it is kept.
 *
 * @param window its size: 1m, 5m, 1h, 1d
 * @param start epoch ms; a multiple of the size since the epoch
 * @param end epoch ms, exclusive
 * @param source the producing client; what has different sources is never added up
 * @param subject delegation, workflow, or part: all agents of a type in a workflow
 * @param group value by dimension; empty for everything together
 * @param sample how many delegations or workflows it is made of; of a part the workflows that have the type
 * @param amounts whole numbers in the unit that their name ends with; what is zero is absent
 * @param quantiles by what they are of; what has no values is absent
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MetricWindow(
        String window,
        long start,
        long end,
        String source,
        String subject,
        Map<String, String> group,
        long sample,
        Map<String, Long> amounts,
        Map<String, Quantiles> quantiles) {
    public MetricWindow {
        // in one order, so that the same window is the same bytes
        group = Collections.unmodifiableMap(new TreeMap<>(group));
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
        quantiles = Collections.unmodifiableMap(new TreeMap<>(quantiles));
    }
}
