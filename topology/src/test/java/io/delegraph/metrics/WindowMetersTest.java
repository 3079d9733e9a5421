package io.delegraph.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.config.Thresholds;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowMetersTest {
    private static final String AGENTS = "delegraph_window_agents";

    private final List<MetricWindow> windows = new ArrayList<>();
    private final ScrapedSamples scraped = new ScrapedSamples(new WindowMeters(
            size -> size == WindowSize.FIVE_MINUTES ? windows : List.of(), new Thresholds.SeriesLimits(2, 2, 2)));

    private void window(String source, String grouping, List<String> values, Map<SumMetric, Long> amounts) {
        Grouping by = Groupings.find(Subject.DELEGATION, grouping).orElseThrow();
        Aggregate sum = Aggregate.of(amounts, Map.of(DistributionMetric.DURATION_MS, LogHistogram.of(16_000)));
        windows.add(MetricWindowMapper.toWindow(WindowSize.FIVE_MINUTES, 0, new MetricSeries(source, by, values), sum));
    }

    private static Map<SumMetric, Long> failed(long failed) {
        return Map.of(SumMetric.DELEGATIONS, failed, SumMetric.FAILED, failed);
    }

    @Test
    void shouldShowTheMostFrequentValuesAndAddUpTheOthers() {
        window("claude-code", "agent_type", List.of("Explore"), failed(5));
        window("claude-code", "agent_type", List.of("Plan"), failed(1));
        window("claude-code", "agent_type", List.of("builder"), failed(2));
        window("claude-code", "agent_type", List.of("critic"), failed(3));
        assertThat(scraped.series(AGENTS))
                .filteredOn(line -> line.contains("outcome=\"FAILED\""))
                .extracting(line -> line.replaceAll(".*value=\"([^\"]*)\".* ", "$1 "))
                .containsExactlyInAnyOrder("Explore 5.0", "critic 3.0", "other 3.0");
    }

    @Test
    void shouldAddUpSourcesThatAreNotKnown() {
        window("mine", "all", List.of(), failed(1));
        window("yours", "all", List.of(), failed(2));
        assertThat(scraped.series(AGENTS))
                .hasSize(6)
                .allMatch(line -> line.contains("source=\"other\""))
                .anyMatch(line -> line.contains("FAILED") && line.endsWith(" 3.0"))
                .anyMatch(line -> line.contains("COMPLETED") && line.endsWith(" 0.0"));
    }

    @Test
    void shouldHaveOnlySingleDimensions() {
        window("demo", "agent_type,outcome", List.of("Explore", "FAILED"), failed(1));
        assertThat(scraped.series(AGENTS)).isEmpty();
    }

    @Test
    void shouldDropAWindowThatIsOver() {
        window("demo", "all", List.of(), failed(1));
        assertThat(scraped.series(AGENTS)).isNotEmpty();
        windows.clear();
        assertThat(scraped.series(AGENTS)).isEmpty();
    }

    @Test
    void shouldHaveNoSeriesForAnUnknownCost() {
        window("demo", "project", List.of("free"), failed(1));
        window(
                "demo",
                "project",
                List.of("shop"),
                Map.of(SumMetric.DELEGATIONS, 1L, SumMetric.COST_KNOWN, 1L, SumMetric.COST_MICRO_USD, 2_500_000L));
        assertThat(scraped.series("delegraph_window_cost_usd"))
                .containsExactly(
                        "delegraph_window_cost_usd{dimension=\"project\",source=\"demo\",value=\"shop\",window=\"5m\"} 2.5");
    }

    @Test
    void shouldCountThoseWhoseFigureIsKnownBesideTheSum() {
        Grouping all = Groupings.find(Subject.DELEGATION, "all").orElseThrow();
        Aggregate untold = Aggregate.of(Map.of(SumMetric.DELEGATIONS, 1L, SumMetric.COMPLETED, 1L), Map.of());
        Aggregate told = Aggregate.of(
                Map.of(SumMetric.DELEGATIONS, 1L, SumMetric.COMPLETED, 1L, SumMetric.TOKENS, 900L),
                Map.of(DistributionMetric.TOKENS, LogHistogram.of(900)));
        windows.add(MetricWindowMapper.toWindow(
                WindowSize.FIVE_MINUTES, 0, new MetricSeries("demo", all, List.of()), untold.plus(told)));

        assertThat(scraped.series("delegraph_window_tokens"))
                .singleElement()
                .asString()
                .endsWith("} 900.0");
        assertThat(scraped.series("delegraph_window_agents_known"))
                .extracting(line -> line.replaceAll(".*figure=\"([a-z]+)\".*} ", "$1 "))
                .containsExactlyInAnyOrder("tokens 1.0", "cost 0.0");
    }

    @Test
    void shouldExposeDurationsInSeconds() {
        window("demo", "all", List.of(), failed(1));
        assertThat(scraped.series("delegraph_window_agent_duration_seconds"))
                .hasSize(3)
                .first()
                .asString()
                .contains("quantile=\"0.5\"")
                .contains("} 16.");
    }

    /** An earlier version may have left such sums. */
    @Test
    void shouldShowOtherSumsWhenOneIsNegative() {
        Grouping all = Groupings.find(Subject.DELEGATION, "project").orElseThrow();
        Aggregate lessThanNothing = Aggregate.ZERO.minus(Aggregate.of(
                failed(6),
                Map.of(
                        DistributionMetric.DURATION_MS,
                        LogHistogram.of(16_000),
                        DistributionMetric.TOKENS,
                        LogHistogram.of(5))));
        windows.add(MetricWindowMapper.toWindow(
                WindowSize.FIVE_MINUTES,
                0,
                new MetricSeries("claude-code", all, List.of("(unknown)")),
                lessThanNothing));
        window("claude-code", "project", List.of("mine"), failed(7));

        assertThat(scraped.series(AGENTS))
                .anyMatch(line -> line.contains("value=\"mine\"") && line.contains("FAILED") && line.endsWith(" 7.0"));
    }
}
