package io.delegraph.aggregates.report;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.report.AnalyticsReport.GroupReport;
import io.delegraph.aggregates.report.AnalyticsReport.WindowFigures;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Windows of a time range, summed by source and group. */
public final class GroupTotals {
    private final Map<GroupKey, List<WindowTotal>> windowsByGroup = new LinkedHashMap<>();
    private final Map<GroupKey, Aggregate> totals = new LinkedHashMap<>();

    /** Identifies a total. */
    public record GroupKey(String source, Map<String, String> group) {}

    /** A window with its sum. */
    private record WindowTotal(MetricWindow window, Aggregate sum) {}

    /** Makes figures from a sum over a time of that length, ms. */
    @FunctionalInterface
    public interface FigureFactory<T> {
        T create(Aggregate sum, long overMs);
    }

    public GroupTotals(List<MetricWindow> all) {
        for (MetricWindow window : all) {
            GroupKey key = new GroupKey(window.source(), window.group());
            Aggregate sum = MetricWindowMapper.toAggregate(window);
            windowsByGroup.computeIfAbsent(key, newKey -> new ArrayList<>()).add(new WindowTotal(window, sum));
            totals.merge(key, sum, Aggregate::plus);
        }
    }

    public Map<GroupKey, Aggregate> totals() {
        return totals;
    }

    /** The total of a group; zero when there is none. */
    public Aggregate total(String source, Map<String, String> group) {
        return totals.getOrDefault(new GroupKey(source, group), Aggregate.ZERO);
    }

    /**
     * Figures of each group, the largest sample first.
     *
     * @param overMs length of the whole time range
     */
    public <T> List<GroupReport<T>> items(Subject subject, long overMs, int minimumSample, FigureFactory<T> maker) {
        return totals.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<GroupKey, Aggregate> entry) ->
                                -MetricWindowMapper.sampleSize(subject, entry.getValue()))
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(entry -> {
                    GroupKey key = entry.getKey();
                    List<WindowFigures<T>> points = windowsByGroup.getOrDefault(key, List.of()).stream()
                            .sorted(Comparator.comparingLong(part -> part.window.start()))
                            .map(part -> new WindowFigures<>(
                                    part.window.start(),
                                    part.window.end(),
                                    maker.create(part.sum, part.window.end() - part.window.start())))
                            .toList();
                    return new GroupReport<>(
                            key.source(),
                            key.group(),
                            MetricWindowMapper.sampleSize(subject, entry.getValue()) >= minimumSample,
                            maker.create(entry.getValue(), overMs),
                            points);
                })
                .toList();
    }
}
