package io.delegraph.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Combines several collectors, so that a failing one does not suppress the metrics of the others; a gauge reports the failure. */
public final class FaultIsolatingCollector implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(FaultIsolatingCollector.class);

    private final Map<String, MultiCollector> parts;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** The collectors by their names in the gauge. */
    public FaultIsolatingCollector(Map<String, MultiCollector> parts) {
        this.parts = Map.copyOf(parts);
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        MetricFamily missing = MetricFamily.gauge(
                "delegraph_scrape_part_missing",
                "1 when this part of the metrics could not be read at this scrape: the log says why");
        parts.forEach((name, part) -> {
            try {
                part.collect().forEach(snapshots::add);
                failing.remove(name);
                missing.add(0, "part", name);
            } catch (RuntimeException e) {
                if (failing.add(name)) {
                    LOG.error("the {} part of the metrics cannot be read", name, e);
                }
                missing.add(1, "part", name);
            }
        });
        MetricFamily.all(List.of(missing)).forEach(snapshots::add);
        return new MetricSnapshots(snapshots);
    }
}
