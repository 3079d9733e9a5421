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

/** The windows of some time, summed up by source and group. */
public final class GroupTotals {
    private final Map<GroupKey, List<WindowTotal>> windowsByGroup = new LinkedHashMap<>();
    private final Map<GroupKey, Aggregate> totals = new LinkedHashMap<>();

    /** Whose sum it is. */
    public record GroupKey(String source, Map<String, String> group) {}

    /** A window, and what it was made of. */
    private record WindowTotal(MetricWindow window, Aggregate sum) {}

    /** Figures of a sum over a time of that length, ms. */
    @FunctionalInterface
    public interface FigureFactory<T> {
        T create(Aggregate sum, long overMs);
    }

    public GroupTotals(List<MetricWindow> all) {
        for (MetricWindow window : all) {
            GroupKey key = new GroupKey(window.source(), window.group());
            Aggregate sum = MetricWindowMapper.toAggregate(window);
            windowsByGroup.computeIfAbsent(key, it -> new ArrayList<>()).add(new WindowTotal(window, sum));
            totals.merge(key, sum, Aggregate::plus);
        }
    }

    public Map<GroupKey, Aggregate> totals() {
        return totals;
    }

    /** Of nothing where there is nothing. */
    public Aggregate total(String source, Map<String, String> group) {
        return totals.getOrDefault(new GroupKey(source, group), Aggregate.ZERO);
    }

    /**
     * Figures for each, the largest sample first.
     *
     * @param overMs length of the whole time
     */
    public <T> List<GroupReport<T>> items(Subject subject, long overMs, int minimumSample, FigureFactory<T> maker) {
        return totals.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<GroupKey, Aggregate> it) ->
                                -MetricWindowMapper.sampleSize(subject, it.getValue()))
                        .thenComparing(it -> it.getKey().toString()))
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
