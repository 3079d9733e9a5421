package io.delegraph.security.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Dimension;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.Anomaly;
import io.delegraph.schemas.security.SessionRisk.TypeBaseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final long DAY_MS = WindowSize.DAY.ms();
    private static final long DAY = WindowSize.DAY.startOf(SampleRecords.START);
    private static final String TYPE = "Explore";

    private final List<MetricWindow> windows = new ArrayList<>();

    /** Agents of a type that ended, with these durations in ms. */
    private void day(long start, String type, long... durations) {
        Aggregate sum = Aggregate.ZERO;
        for (long duration : durations) {
            sum = sum.plus(Aggregate.of(
                    Map.of(SumMetric.DELEGATIONS, 1L, SumMetric.COMPLETED, 1L),
                    Map.of(DistributionMetric.DURATION_MS, LogHistogram.of(duration))));
        }
        MetricSeries series = new MetricSeries(
                "claude-code",
                Groupings.find(Subject.DELEGATION, Dimension.AGENT_TYPE.wireName())
                        .orElseThrow(),
                List.of(type));
        windows.add(MetricWindowMapper.toWindow(WindowSize.DAY, start, series, sum));
    }

    /** So many durations between 50 and 150 seconds. */
    private static long[] usual(int count) {
        long[] durations = new long[count];
        for (int i = 0; i < count; i++) {
            durations[i] = 50_000 + 100_000L * i / count;
        }
        return durations;
    }

    private static AgentLifecycle agent(long durationMs) {
        return SampleRecords.agent("s1", "a1", "root")
                .with()
                .agentType(TYPE)
                .source("claude-code")
                .requestedAt(SampleRecords.START)
                .durationMs(durationMs)
                .build();
    }

    private List<Anomaly> anomalies(long durationMs) {
        return new Baselines(windows).anomalies(agent(durationMs));
    }

    @Test
    void shouldSayWhenThereIsNotEnoughData() {
        day(DAY - DAY_MS, TYPE, usual(19));

        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 19, false));
        assertThat(anomalies(100_000_000)).isEmpty();
    }

    @Test
    void shouldFindWhatTakesMuchLongerThanUsual() {
        day(DAY - DAY_MS, TYPE, usual(10));
        day(DAY - 2 * DAY_MS, TYPE, usual(10));

        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 20, true));
        assertThat(anomalies(100_000)).isEmpty();
        assertThat(anomalies(140_000)).isEmpty();
        assertThat(anomalies(3_600_000)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.measure()).isEqualTo("duration_ms");
            assertThat(anomaly.value()).isEqualTo(3_600_000);
            assertThat(anomaly.median()).isBetween(87_000L, 93_000L);
            assertThat(anomaly.robustZ()).isGreaterThan(3.5);
        });
        assertThat(anomalies(500))
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.robustZ()).isLessThan(-3.5));
    }

    @Test
    void shouldCompareWithTheDaysBeforeOnly() {
        day(DAY, TYPE, usual(40));
        day(DAY + DAY_MS, TYPE, usual(40));
        day(DAY - 31 * DAY_MS, TYPE, usual(40));
        day(DAY - DAY_MS, "Plan", usual(40));

        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 0, false));

        day(DAY - 30 * DAY_MS, TYPE, usual(20));
        assertThat(new Baselines(windows).of(agent(1))).contains(new TypeBaseline(TYPE, DAY, 20, true));
    }

    @Test
    void shouldFindNothingUnusualWhereAllAreAlike() {
        long[] same = new long[30];
        Arrays.fill(same, 60_000);
        day(DAY - DAY_MS, TYPE, same);

        assertThat(anomalies(61_000)).isEmpty();
    }
}
