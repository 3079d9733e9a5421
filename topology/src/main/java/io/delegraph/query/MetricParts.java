package io.delegraph.query;

import io.delegraph.query.Queries.MetricFilter;
import io.delegraph.query.Queries.Page;
import io.delegraph.query.Queries.TooMuchException;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The windows of several instances. A group is on one of them; while it moves, on two: then it counts once. */
final class MetricParts {
    private MetricParts() {}

    private record Key(String source, long start, Map<String, String> group) {}

    static Page<MetricWindow> merged(List<Page<MetricWindow>> pages) {
        Set<Key> seen = new HashSet<>();
        List<MetricWindow> windows = pages.stream()
                .flatMap(page -> page.items().stream())
                .filter(window -> seen.add(new Key(window.source(), window.start(), window.group())))
                .toList();
        if (windows.size() > MetricFilter.MOST) {
            throw tooMuch();
        }
        return new Page<>(windows, null, MergedPage.missing(pages));
    }

    static TooMuchException tooMuch() {
        return new TooMuchException("the answer would have more than " + MetricFilter.MOST
                + " windows: ask for a shorter time, a larger window or a coarser group_by");
    }
}
