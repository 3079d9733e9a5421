package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.demo.Cue;
import io.delegraph.demo.DemoSettings;
import io.delegraph.demo.Program;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.windows.Amount;
import io.delegraph.windows.Batch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From hooks to sums: what is summed while it happens is what a batch over the topics sums afterwards. */
class DemoMetricsTest {
    private static final long NOW = 1_795_361_668_448L;

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldSumWhatABatchOverTheTopicsSums(int seed) {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            Program program = new Program(new DemoSettings(seed, 0.3, 6, 10, null), NOW);
            while (program.hasNext()) {
                if (program.next() instanceof Cue.Fire fire) {
                    topology.advanceTo(fire.hook().at());
                    topology.pipe(fire.hook().envelope().getBytes(StandardCharsets.UTF_8), topology.now());
                }
            }
            topology.advance(Duration.ofMinutes(1));
            // what came of that minute is settled, then summed
            topology.advance(LedgerProcessor.EVERY);
            topology.advance(SumsProcessor.PUBLISH_EVERY);
            Map<String, WorkflowSummary> workflows = new HashMap<>();
            for (TestRecord<byte[], byte[]> record : topology.read(Names.WORKFLOWS)) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    workflows.remove(key);
                } else {
                    workflows.put(key, Json.read(record.value(), WorkflowSummary.class));
                }
            }

            assertThat(topology.sums()).isEqualTo(Batch.of(topology.lifecycles().values(), workflows.values()));

            topology.read(Names.METRIC_DELTAS);
            assertThat(topology.read(Names.METRICS)).isNotEmpty();
            assertThat(topology.sums().values())
                    .anyMatch(sum -> sum.get(Amount.COMPLETED) > 0)
                    .anyMatch(sum -> sum.get(Amount.HALF_TIME_SAVES_MS) > 0)
                    .anyMatch(sum -> sum.get(Amount.EFFICIENCY_KNOWN) > 0);
        }
    }
}
