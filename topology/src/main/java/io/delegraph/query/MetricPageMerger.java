package io.delegraph.query;

import io.delegraph.query.Queries.MetricFilter;
import io.delegraph.query.Queries.Page;
import io.delegraph.query.Queries.ResultTooLargeException;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Merges the windows of several instances. A group is on one instance, or on two while it moves: then it counts once. */
final class MetricPageMerger {
    private MetricPageMerger() {}

    private record WindowIdentity(String source, long start, Map<String, String> group) {}

    static Page<MetricWindow> merged(List<Page<MetricWindow>> pages) {
        Set<WindowIdentity> seen = new HashSet<>();
        List<MetricWindow> windows = pages.stream()
                .flatMap(page -> page.items().stream())
                .filter(window -> seen.add(new WindowIdentity(window.source(), window.start(), window.group())))
                .toList();
        if (windows.size() > MetricFilter.MAX_WINDOWS) {
            throw tooManyWindows();
        }
        return new Page<>(windows, null, PageMerger.missing(pages));
    }

    static ResultTooLargeException tooManyWindows() {
        return new ResultTooLargeException("the answer would have more than " + MetricFilter.MAX_WINDOWS
                + " windows: ask for a shorter time, a larger window or a coarser group_by");
    }
}
