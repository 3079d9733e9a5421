package io.delegraph.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric at one scrape. A new family is made each time, so that vanished series disappear; a registered gauge would keep
 * its last value or report NaN.
 */
final class MetricFamily {
    private final String name;
    private final String help;
    private final FamilyType type;
    private final List<DataPoint> points = new ArrayList<>();

    private enum FamilyType {
        GAUGE,
        COUNTER,
        QUANTILES
    }

    /** The quantile, 0..1, or null. */
    private record DataPoint(Labels labels, @Nullable Double quantile, double value) {}

    private MetricFamily(String name, String help, FamilyType type) {
        this.name = name;
        this.help = help;
        this.type = type;
    }

    static MetricFamily gauge(String name, String help) {
        return new MetricFamily(name, help, FamilyType.GAUGE);
    }

    /** A counter; the name has no {@code _total}, which is appended. */
    static MetricFamily counter(String name, String help) {
        return new MetricFamily(name, help, FamilyType.COUNTER);
    }

    /** A family for values that are added with {@link #quantile}. */
    static MetricFamily quantiles(String name, String help) {
        return new MetricFamily(name, help, FamilyType.QUANTILES);
    }

    /** Adds a series; labels are alternating names and values. */
    void add(double value, String... labels) {
        points.add(new DataPoint(Labels.of(labels), null, value));
    }

    void quantile(double share, double value, String... labels) {
        points.add(new DataPoint(Labels.of(labels), share, value));
    }

    private MetricSnapshot snapshot() {
        return switch (type) {
            case GAUGE -> {
                GaugeSnapshot.Builder series =
                        GaugeSnapshot.builder().name(name).help(help);
                points.forEach(point -> series.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(point.labels)
                        .value(point.value)
                        .build()));
                yield series.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder series =
                        CounterSnapshot.builder().name(name).help(help);
                points.forEach(point -> series.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(point.labels)
                        .value(point.value)
                        .build()));
                yield series.build();
            }
            case QUANTILES -> {
                SummarySnapshot.Builder series =
                        SummarySnapshot.builder().name(name).help(help);
                points.stream()
                        .collect(Collectors.groupingBy(DataPoint::labels, TreeMap::new, Collectors.toList()))
                        .forEach((labels, values) -> series.dataPoint(SummaryDataPointSnapshot.builder()
                                .labels(labels)
                                .quantiles(Quantiles.of(values.stream()
                                        .map(point -> new Quantile(
                                                Objects.requireNonNull(
                                                        point.quantile, "a point of a summary has its quantile"),
                                                point.value))
                                        .toList()))
                                .build()));
                yield series.build();
            }
        };
    }

    /** The families that have series. */
    static MetricSnapshots all(Collection<MetricFamily> families) {
        return MetricSnapshots.of(families.stream()
                .filter(family -> !family.points.isEmpty())
                .map(MetricFamily::snapshot)
                .toArray(MetricSnapshot[]::new));
    }
}
