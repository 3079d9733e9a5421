package io.delegraph.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The series of one name as of one scrape. Made anew at each: what is gone is not there any more, where a registered gauge would keep
 * its last value or say NaN.
 */
final class Family {
    private final String name;
    private final String help;
    private final boolean counter;
    private final List<Point> points = new ArrayList<>();

    private record Point(Labels labels, double value) {}

    private Family(String name, String help, boolean counter) {
        this.name = name;
        this.help = help;
        this.counter = counter;
    }

    static Family gauge(String name, String help) {
        return new Family(name, help, false);
    }

    /** Of a name without {@code _total}, which is written behind it. */
    static Family counter(String name, String help) {
        return new Family(name, help, true);
    }

    /** Adds a series, with the names and values of its labels by turns. */
    void add(double value, String... labels) {
        points.add(new Point(Labels.of(labels), value));
    }

    private MetricSnapshot snapshot() {
        if (counter) {
            CounterSnapshot.Builder series =
                    CounterSnapshot.builder().name(name).help(help);
            points.forEach(it -> series.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(it.labels)
                    .value(it.value)
                    .build()));
            return series.build();
        }
        GaugeSnapshot.Builder series = GaugeSnapshot.builder().name(name).help(help);
        points.forEach(it -> series.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(it.labels)
                .value(it.value)
                .build()));
        return series.build();
    }

    /** Those that have series. */
    static MetricSnapshots all(Collection<Family> families) {
        return MetricSnapshots.of(families.stream()
                .filter(family -> !family.points.isEmpty())
                .map(Family::snapshot)
                .toArray(MetricSnapshot[]::new));
    }
}
