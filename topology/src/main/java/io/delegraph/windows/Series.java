package io.delegraph.windows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One group of one source: what has a sum in every window.
 *
 * @param values of the grouping's dimensions, in their order
 */
public record Series(String source, Grouping grouping, List<String> values) {
    public Series {
        values = List.copyOf(values);
    }

    /** Values by dimension, as they are written. */
    public Map<String, String> group() {
        Map<String, String> group = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            group.put(grouping.dimensions().get(i).word(), values.get(i));
        }
        return group;
    }
}
