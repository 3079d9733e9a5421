package io.delegraph.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.record.MetricKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTopologyTest {
    private static final long NOW = 1_795_361_668_448L;
    private static final long HOUR = 3_600_000;

    @TempDir
    Path dir;

    private PipedMetrics metrics;

    @BeforeEach
    void start() {
        metrics = new PipedMetrics(dir, NOW);
    }

    @AfterEach
    void stop() {
        metrics.close();
    }

    private static AgentLifecycle agent(long seed, long at, AgentState state) {
        return new RandomLifecycles(seed, at, 1).agent("s", "a" + seed, state);
    }

    /** The published sums. */
    private Map<String, Aggregate> published() {
        return metrics.published().entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> MetricWindowMapper.toAggregate(entry.getValue())));
    }

    private static Map<String, Aggregate> keyed(Map<BatchAggregation.BatchKey, Aggregate> sums) {
        return sums.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> MetricKey.of(
                                entry.getKey().size(),
                                entry.getKey().start(),
                                entry.getKey().series()),
                        Map.Entry::getValue));
    }

    /** The criterion "subtraction equals a batch". */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldEqualABatchAfterShufflesRevisionsAndRestarts(long seed) {
        RandomLifecycles lifecycles = new RandomLifecycles(seed, NOW - 3 * HOUR, 3 * HOUR);
        Random random = new Random(seed);
        Map<String, AgentLifecycle> agents = new HashMap<>();
        Map<String, WorkflowSummary> workflows = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            AgentLifecycle agent = lifecycles.agent();
            metrics.emit(agent);
            agents.put(agent.sessionId() + agent.agentId(), agent);
            WorkflowSummary workflow = lifecycles.workflow();
            metrics.emit(workflow);
            workflows.put(workflow.sessionId() + workflow.workflowId(), workflow);
            if (random.nextInt(10) == 0) {
                metrics.advance(ContributionProcessor.FLUSH_INTERVAL);
            }
            if (random.nextInt(20) == 0) {
                metrics.restart();
            }
        }
        List<AgentLifecycle> again = new ArrayList<>(agents.values());
        Collections.shuffle(again, random);
        again.forEach(metrics::emit);
        metrics.flush();

        assertThat(metrics.sums()).isEqualTo(BatchAggregation.of(agents.values(), workflows.values()));
        assertThat(published()).isEqualTo(keyed(metrics.sums()));
    }

    @Test
    void shouldSubtractReplacedAndKeepExpiredContributions() {
        AgentLifecycle placeholder = agent(1, NOW, AgentState.REQUESTED);
        AgentLifecycle finished = agent(2, NOW, AgentState.COMPLETED);
        WorkflowSummary alias = new RandomLifecycles(3, NOW, 1).workflow();
        WorkflowSummary settled = new RandomLifecycles(4, NOW, 1).workflow();
        metrics.emit(placeholder);
        metrics.emit(finished);
        metrics.emit(alias);
        metrics.emit(settled);
        metrics.flush();

        metrics.gone(placeholder, Fact.RemovalReason.REPLACED);
        metrics.gone(finished, Fact.RemovalReason.RETENTION);
        metrics.gone(alias, Fact.RemovalReason.REPLACED);
        metrics.gone(settled, Fact.RemovalReason.RETENTION);
        metrics.flush();

        assertThat(published()).isEqualTo(keyed(BatchAggregation.of(List.of(finished), List.of(settled))));
    }

    @Test
    void shouldCountAContributionThatExpiresBeforeTheFlush() {
        AgentLifecycle finished = agent(2, NOW, AgentState.COMPLETED);
        metrics.emit(finished);
        metrics.gone(finished, Fact.RemovalReason.RETENTION);
        metrics.flush();

        assertThat(metrics.sums()).isEqualTo(BatchAggregation.of(List.of(finished), List.of()));
    }

    @Test
    void shouldExpireAnOldWindowForGood() {
        AgentLifecycle lost = agent(1, NOW, AgentState.LOST);
        metrics.emit(lost);
        metrics.flush();
        Map<String, MetricWindow> before = Map.copyOf(metrics.published());
        assertThat(before).isNotEmpty();

        metrics.advance(Duration.ofDays(2).plusMinutes(2));
        assertThat(metrics.published().values())
                .extracting(MetricWindow::window)
                .containsOnly("5m", "1h", "1d");

        // late, and of another type: its minute is neither subtracted from nor added to
        AgentLifecycle completed = agent(1, NOW, AgentState.COMPLETED);
        metrics.emit(completed);
        metrics.flush();

        Map<BatchAggregation.BatchKey, Aggregate> kept = BatchAggregation.of(List.of(completed), List.of());
        kept.keySet().removeIf(key -> key.size() == WindowSize.MINUTE);
        assertThat(metrics.sums()).isEqualTo(kept);
        assertThat(published()).isEqualTo(keyed(kept));

        metrics.advance(Duration.ofDays(731));
        assertThat(metrics.published()).isEmpty();
        assertThat(metrics.sums()).isEmpty();
    }

    @Test
    void shouldNotBeginWindowsThatAreTooOldWhenItMeetsHistory() {
        long then = NOW - Duration.ofDays(8).toMillis();
        metrics.emit(agent(1, then, AgentState.COMPLETED));
        metrics.flush();

        assertThat(metrics.published().values())
                .extracting(MetricWindow::window)
                .containsOnly("1h", "1d");
    }

    @Test
    void shouldPublishABusyGroupOnceForManyRevisions() {
        for (int i = 0; i < 500; i++) {
            metrics.emit(agent(i, NOW, AgentState.ACTIVE));
        }
        metrics.flush();

        assertThat(metrics.revisions()).isEqualTo(metrics.published().size());
    }

    @Test
    void shouldPublishNothingWhenNothingThatCountsHasChanged() {
        AgentLifecycle active = agent(1, NOW, AgentState.ACTIVE);
        metrics.emit(active);
        metrics.flush();
        int before = metrics.revisions();

        metrics.emit(active.asOf(NOW + 1, "still at it"));
        metrics.flush();

        assertThat(metrics.revisions()).isEqualTo(before);
    }

    @Test
    void shouldNeverMixSources() {
        for (int i = 0; i < 50; i++) {
            metrics.emit(agent(i, NOW, AgentState.COMPLETED));
        }
        metrics.flush();

        assertThat(metrics.published())
                .isNotEmpty()
                .allSatisfy((key, window) -> assertThat(key).startsWith(window.source() + "/"));
        assertThat(metrics.published().values())
                .extracting(MetricWindow::source)
                .containsOnly("claude-code", "demo");
    }
}
