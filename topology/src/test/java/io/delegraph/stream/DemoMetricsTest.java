package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.metrics.ContributionProcessor;
import io.delegraph.stream.metrics.MetricSumProcessor;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.demo.DemoEvent;
import io.delegraph.tools.demo.DemoSchedule;
import io.delegraph.tools.demo.DemoSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From hooks to sums: the sums during a demo equal those of a batch over the topics afterwards. */
class DemoMetricsTest {
    private static final long NOW = 1_795_361_668_448L;

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldEqualABatchOverTheTopics(int seed) {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            play(topology, seed, 6);
            Map<String, WorkflowSummary> workflows = new HashMap<>();
            for (TestRecord<byte[], byte[]> record : topology.read(Names.WORKFLOWS)) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    workflows.remove(key);
                } else {
                    workflows.put(key, Json.read(record.value(), WorkflowSummary.class));
                }
            }

            assertThat(topology.sums())
                    .isEqualTo(BatchAggregation.of(topology.lifecycles().values(), workflows.values()));

            topology.read(Names.METRIC_DELTAS);
            assertThat(topology.read(Names.METRICS)).isNotEmpty();
            assertThat(topology.sums().values())
                    .anyMatch(sum -> sum.get(SumMetric.COMPLETED) > 0)
                    .anyMatch(sum -> sum.get(SumMetric.HALF_TIME_SAVES_MS) > 0)
                    .anyMatch(sum -> sum.get(SumMetric.EFFICIENCY_KNOWN) > 0);
        }
    }

    /** Figures across workflows need nested ones, waves and loops. */
    @Test
    void shouldHaveValuesForEveryFigureAcrossWorkflows() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            play(topology, 1, 30);

            MetricSeries pairs =
                    new MetricSeries("demo", Groupings.find(Subject.PAIR, "all").orElseThrow(), List.of());
            assertThat(summed(topology, pairs).get(SumMetric.TOKEN_PAIRS)).isPositive();
            MetricSeries workflows = new MetricSeries(
                    "demo", Groupings.find(Subject.WORKFLOW, "all").orElseThrow(), List.of());
            assertThat(summed(topology, workflows).get(SumMetric.GATED))
                    .isPositive()
                    .isLessThanOrEqualTo(summed(topology, workflows).get(SumMetric.IMPLEMENTATIONS));
            assertThat(summed(topology, workflows).get(SumMetric.REWORKED)).isPositive();
            assertThat(summed(topology, workflows).get(SumMetric.GATE_MS))
                    .isPositive()
                    .isLessThan(summed(topology, workflows).get(SumMetric.GATED_ELAPSED_MS));
            for (String orchestration : List.of("wave", "loop")) {
                MetricSeries second = new MetricSeries(
                        "demo",
                        Groupings.find(Subject.STAGE, "orchestration,stage").orElseThrow(),
                        List.of(orchestration, "2"));
                Aggregate sum = summed(topology, second);
                assertThat(sum.get(SumMetric.WITH_BEFORE)).isPositive().isEqualTo(sum.get(SumMetric.STAGES));
                assertThat(sum.get(SumMetric.TOKENS_WITH_BEFORE)).isPositive();
                // the agents of the demo's waves have different tasks and no hand-offs
                assertThat(sum.get(SumMetric.HAND_OFFS) > 0).isEqualTo(orchestration.equals("loop"));
            }
        }
    }

    private static Aggregate summed(PipedTopology topology, MetricSeries series) {
        return topology.sums().entrySet().stream()
                .filter(entry -> entry.getKey().size() == WindowSize.DAY
                        && entry.getKey().series().equals(series))
                .map(Map.Entry::getValue)
                .reduce(Aggregate.ZERO, Aggregate::plus);
    }

    private static void play(PipedTopology topology, int seed, int sessions) {
        DemoSchedule schedule = new DemoSchedule(new DemoSettings(seed, 0.3, sessions, 10, null), NOW);
        while (schedule.hasNext()) {
            if (schedule.next() instanceof DemoEvent.HookDue fire) {
                topology.advanceTo(fire.hook().at());
                topology.pipe(fire.hook().envelope().getBytes(StandardCharsets.UTF_8), topology.now());
            }
        }
        topology.advance(Duration.ofMinutes(1));
        // the contributions of that minute are drained, then summed
        topology.advance(ContributionProcessor.FLUSH_INTERVAL);
        topology.advance(MetricSumProcessor.PUBLISH_EVERY);
    }
}
