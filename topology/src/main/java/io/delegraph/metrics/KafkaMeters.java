package io.delegraph.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;

/**
 * Exports a selected few of the thousands of metrics of Kafka Streams and its clients, read at each scrape. Micrometer's binder is not
 * used: it takes over Kafka's tags, which contain process ids, and drops metrics whose tags differ from the first of the same name.
 */
public final class KafkaMeters implements MultiCollector {
    private final Supplier<Collection<? extends Metric>> metrics;
    private final Map<KafkaMetricId, KafkaMeter> allowed = new HashMap<>();

    private record KafkaMetricId(String group, String metric) {}

    public KafkaMeters(Supplier<Collection<? extends Metric>> metrics) {
        this.metrics = metrics;
        KafkaMeter.EXPORTED.forEach(meter -> allowed.put(new KafkaMetricId(meter.group(), meter.metric()), meter));
    }

    @Override
    public MetricSnapshots collect() {
        Map<KafkaMeter, Map<String, Double>> values = new HashMap<>();
        for (Metric metric : metrics.get()) {
            KafkaMeter meter = allowed.get(new KafkaMetricId(
                    metric.metricName().group(), metric.metricName().name()));
            if (meter != null && metric.metricValue() instanceof Number value && Double.isFinite(value.doubleValue())) {
                meter.labelValue(metric.metricName().tags())
                        .ifPresent(label -> values.computeIfAbsent(meter, key -> new TreeMap<>())
                                .merge(label, value.doubleValue() / meter.divisor(), meter.combiner()::applyAsDouble));
            }
        }
        Map<String, MetricFamily> families = new LinkedHashMap<>();
        for (KafkaMeter meter : KafkaMeter.EXPORTED) {
            MetricFamily family = families.computeIfAbsent(meter.name(), name -> family(meter));
            values.getOrDefault(meter, Map.of()).forEach((label, value) -> family.add(value, labels(meter, label)));
        }
        return MetricFamily.all(families.values());
    }

    private static MetricFamily family(KafkaMeter meter) {
        return switch (meter.type()) {
            case COUNTER -> MetricFamily.counter(meter.name(), meter.help());
            case GAUGE -> MetricFamily.gauge(meter.name(), meter.help());
        };
    }

    private static String[] labels(KafkaMeter meter, String value) {
        List<String> labels = new ArrayList<>();
        if (meter.label() != KafkaMeter.LabelSource.NOTHING) {
            labels.add(meter.label().name().toLowerCase(Locale.ROOT));
            labels.add(value);
        }
        return labels.toArray(String[]::new);
    }
}
