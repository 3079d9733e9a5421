package io.delegraph.aggregates.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * Figures by group.
 *
 * @param window size of the windows
 * @param from start of the first window, epoch ms
 * @param to end of the last one, epoch ms
 * @param minimumSample smallest sample from which conclusions are drawn
 * @param items one for each source and group, the largest sample first
 * @param comparisons empty when nothing is compared
 * @param missingPartitions partitions whose groups are missing because no owner answered; when not empty the answer is partial
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AnalyticsReport<T>(
        String window,
        long from,
        long to,
        String groupBy,
        int minimumSample,
        List<GroupReport<T>> items,
        List<Comparison> comparisons,
        List<Integer> missingPartitions) {
    public AnalyticsReport {
        items = List.copyOf(items);
        comparisons = List.copyOf(comparisons);
        missingPartitions = List.copyOf(missingPartitions);
    }

    /**
     * One group.
     *
     * @param enough whether its sample has the minimum size
     * @param total over all windows
     * @param windows windows with any data, oldest first
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record GroupReport<T>(
            String source, Map<String, String> group, boolean enough, T total, List<WindowFigures<T>> windows) {
        public GroupReport {
            windows = List.copyOf(windows);
        }
    }

    /** One window of a group. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record WindowFigures<T>(long start, long end, T figures) {}
}
