package io.delegraph.metrics;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.config.Thresholds;
import io.delegraph.schemas.metrics.MetricWindow;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The latest complete windows of this instance's groups, read at each scrape. */
public final class WindowMeters implements MultiCollector {
    private static final List<WindowSize> SIZES = List.of(WindowSize.FIVE_MINUTES, WindowSize.HOUR);

    private final Function<WindowSize, Collection<MetricWindow>> latest;
    private final Thresholds.SeriesLimits shown;

    /** Exports the latest ended windows of a size. */
    public WindowMeters(Function<WindowSize, Collection<MetricWindow>> latest, Thresholds.SeriesLimits shown) {
        this.latest = latest;
        this.shown = shown;
    }

    @Override
    public MetricSnapshots collect() {
        Map<WindowMeter, MetricFamily> families = new LinkedHashMap<>();
        WindowMeter.ALL.forEach(meter -> families.put(
                meter,
                meter.quantiles()
                        ? MetricFamily.quantiles(meter.name(), meter.help())
                        : MetricFamily.gauge(meter.name(), meter.help())));
        for (WindowSize size : SIZES) {
            new BoundedWindowGroups(latest.apply(size), shown)
                    .forEach((group, sums) -> families.forEach((meter, family) -> {
                        if (meter.subject() == group.subject()
                                && meter.dimensions().contains(group.dimension())) {
                            sums.forEach((value, sum) -> add(family, meter, size, group, value, sum));
                        }
                    }));
        }
        return MetricFamily.all(families.values());
    }

    private static void add(
            MetricFamily family,
            WindowMeter meter,
            WindowSize size,
            BoundedWindowGroups.DimensionKey group,
            String value,
            Aggregate sum) {
        meter.figures().forEach((label, figure) -> {
            Double figureValue = figure.of(sum);
            if (figureValue != null) {
                List<String> labels = new ArrayList<>(List.of(
                        "window",
                        size.wireName(),
                        "source",
                        group.source(),
                        "dimension",
                        group.dimension(),
                        "value",
                        value));
                if (meter.quantiles()) {
                    family.quantile(Double.parseDouble(label), figureValue, labels.toArray(String[]::new));
                    return;
                }
                if (meter.label() != null) {
                    labels.addAll(List.of(meter.label(), label));
                }
                family.add(figureValue, labels.toArray(String[]::new));
            }
        });
    }
}
