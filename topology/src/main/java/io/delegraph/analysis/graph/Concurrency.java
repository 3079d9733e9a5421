package io.delegraph.analysis.graph;

import io.delegraph.schemas.graph.WorkflowGraph.ConcurrencyLevel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many agents were at work at once. */
public record Concurrency(int peak, List<ConcurrencyLevel> levels) {
    public Concurrency {
        levels = List.copyOf(levels);
    }

    /** The concurrency within {@code span}; the levels add up to its length. */
    public static Concurrency of(Collection<Activity> activities, TimeRange span) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        changes.put(span.from(), 0);
        changes.put(span.to(), 0);
        for (Activity activity : activities) {
            for (TimeRange work : TimeRange.clip(activity.work(), span)) {
                changes.merge(work.from(), 1, Integer::sum);
                changes.merge(work.to(), -1, Integer::sum);
            }
        }
        TreeMap<Integer, Long> levels = new TreeMap<>();
        int now = 0;
        long since = span.from();
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            if (change.getKey() > since) {
                levels.merge(now, change.getKey() - since, Long::sum);
            }
            since = change.getKey();
            now += change.getValue();
        }
        return new Concurrency(
                levels.isEmpty() ? 0 : levels.lastKey(),
                levels.entrySet().stream()
                        .map(level -> new ConcurrencyLevel(level.getKey(), level.getValue()))
                        .toList());
    }
}
