package io.delegraph.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.List;

/** Reads the samples of a collector like a scrape. */
final class ScrapedSamples {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    ScrapedSamples(MultiCollector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    /** The samples of a name, without HELP and TYPE. */
    List<String> series(String name) {
        return registry.scrape()
                .lines()
                .filter(line -> line.matches(name + "[{ ].*"))
                .toList();
    }
}
