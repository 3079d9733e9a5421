package io.delegraph.aggregates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One group of one source, which has a sum in every window.
 *
 * @param values of the grouping's dimensions, in their order
 */
public record MetricSeries(String source, Grouping grouping, List<String> values) {
    public MetricSeries {
        values = List.copyOf(values);
    }

    /** Values by the names of the dimensions. */
    public Map<String, String> group() {
        Map<String, String> group = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            group.put(grouping.dimensions().get(i).wireName(), values.get(i));
        }
        return group;
    }
}
