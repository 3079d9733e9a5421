package io.delegraph.windows.report;

import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.windows.Aggregate;
import io.delegraph.windows.MetricWindows;
import io.delegraph.windows.Subject;
import io.delegraph.windows.report.Report.Item;
import io.delegraph.windows.report.Report.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The windows of some time, summed up by source and group. */
public final class Totals {
    private final Map<Key, List<Part>> windows = new LinkedHashMap<>();
    private final Map<Key, Aggregate> totals = new LinkedHashMap<>();

    /** Whose sum it is. */
    public record Key(String source, Map<String, String> group) {}

    /** A window, and what it was made of. */
    private record Part(MetricWindow window, Aggregate sum) {}

    /** Figures of a sum over a time of that length, ms. */
    @FunctionalInterface
    public interface Maker<T> {
        T make(Aggregate sum, long overMs);
    }

    public Totals(List<MetricWindow> all) {
        for (MetricWindow window : all) {
            Key key = new Key(window.source(), window.group());
            Aggregate sum = MetricWindows.sum(window);
            windows.computeIfAbsent(key, it -> new ArrayList<>()).add(new Part(window, sum));
            totals.merge(key, sum, Aggregate::plus);
        }
    }

    public Map<Key, Aggregate> totals() {
        return totals;
    }

    /** Of nothing where there is nothing. */
    public Aggregate total(String source, Map<String, String> group) {
        return totals.getOrDefault(new Key(source, group), Aggregate.ZERO);
    }

    /**
     * Figures for each, the largest sample first.
     *
     * @param overMs length of the whole time
     */
    public <T> List<Item<T>> items(Subject subject, long overMs, int minimumSample, Maker<T> maker) {
        return totals.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Key, Aggregate> it) -> -MetricWindows.sample(subject, it.getValue()))
                        .thenComparing(it -> it.getKey().toString()))
                .map(entry -> {
                    Key key = entry.getKey();
                    List<Point<T>> points = windows.get(key).stream()
                            .sorted(Comparator.comparingLong(part -> part.window.start()))
                            .map(part -> new Point<>(
                                    part.window.start(),
                                    part.window.end(),
                                    maker.make(part.sum, part.window.end() - part.window.start())))
                            .toList();
                    return new Item<>(
                            key.source(),
                            key.group(),
                            MetricWindows.sample(subject, entry.getValue()) >= minimumSample,
                            maker.make(entry.getValue(), overMs),
                            points);
                })
                .toList();
    }
}
