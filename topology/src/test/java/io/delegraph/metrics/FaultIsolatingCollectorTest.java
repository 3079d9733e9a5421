package io.delegraph.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultIsolatingCollectorTest {
    private static final String MISSING = "delegraph_scrape_part_missing";

    private static MultiCollector gauge(String name) {
        return () -> {
            MetricFamily family = MetricFamily.gauge(name, "for a test");
            family.add(3);
            return MetricFamily.all(List.of(family));
        };
    }

    private static MultiCollector failing() {
        return () -> {
            throw new IllegalStateException("for a test");
        };
    }

    @Test
    void shouldNameTheFailedPartAndReturnTheOthers() {
        ScrapedSamples scraped =
                new ScrapedSamples(new FaultIsolatingCollector(Map.of("good", gauge("good_one"), "bad", failing())));

        assertThat(scraped.series("good_one")).containsExactly("good_one 3.0");
        assertThat(scraped.series(MISSING))
                .containsExactlyInAnyOrder(MISSING + "{part=\"bad\"} 1.0", MISSING + "{part=\"good\"} 0.0");
    }

    @Test
    void shouldGiveAllPartsWhenNoneFails() {
        ScrapedSamples scraped =
                new ScrapedSamples(new FaultIsolatingCollector(Map.of("a", gauge("one"), "b", gauge("two"))));

        assertThat(scraped.series("one")).hasSize(1);
        assertThat(scraped.series("two")).hasSize(1);
        assertThat(scraped.series(MISSING)).hasSize(2).allMatch(line -> line.endsWith(" 0.0"));
    }
}
