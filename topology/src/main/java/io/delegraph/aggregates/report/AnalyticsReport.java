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
 * @param minimumSample below it a figure is an anecdote
 * @param items one for each source and group, the largest sample first
 * @param comparisons empty where nothing is compared
 * @param missingPartitions whose groups are not in the answer because nobody who has them answered; when not empty the answer is partial
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
     * @param enough whether its sample is at least the smallest
     * @param total over all windows
     * @param windows those that have anything, oldest first
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
