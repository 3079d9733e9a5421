package io.delegraph.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The law of subtraction: after any revisions in any order, the sums are those of the latest state. */
class ContributionTrackerPropertyTest {
    private static final long START = 1_795_361_668_448L;
    private static final long HOURS = 10_800_000;

    private final InMemoryContributionStore pages = new InMemoryContributionStore();
    private final Map<BatchAggregation.BatchKey, Aggregate> sums = new HashMap<>();
    private ContributionTracker ledger = new ContributionTracker(pages);

    private void drainDeltas() {
        for (SeriesDelta delta : ledger.drainDeltas()) {
            for (WindowSize size : delta.series().grouping().subject().windows()) {
                delta.sumsByWindow(size).forEach((start, change) -> {
                    BatchAggregation.BatchKey key = new BatchAggregation.BatchKey(size, start, delta.series());
                    Aggregate sum = sums.getOrDefault(key, Aggregate.ZERO).plus(change);
                    if (sum.isZero()) {
                        sums.remove(key);
                    } else {
                        sums.put(key, sum);
                    }
                });
            }
        }
    }

    private static ContributorKey account(AgentLifecycle agent) {
        return new ContributorKey(Subject.DELEGATION, agent.sessionId(), agent.agentId());
    }

    private static ContributorKey account(WorkflowSummary workflow) {
        return new ContributorKey(Subject.WORKFLOW, workflow.sessionId(), workflow.workflowId());
    }

    /** Revisions, repetitions, replaced agents and workflows, with drains and restarts at random. */
    @Property(tries = 300)
    void shouldEqualABatchOverTheLatestState(@ForAll long seed) {
        sums.clear();
        pages.applied.clear();
        ledger = new ContributionTracker(pages);
        RandomLifecycles lifecycles = new RandomLifecycles(seed, START, HOURS);
        Random random = new Random(seed);
        Map<ContributorKey, AgentLifecycle> agents = new HashMap<>();
        Map<ContributorKey, WorkflowSummary> workflows = new HashMap<>();
        for (int i = random.nextInt(80); i > 0; i--) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    AgentLifecycle agent = lifecycles.agent();
                    agents.put(account(agent), agent);
                    ledger.updateAgent(agent);
                }
                case 4, 5, 6 -> {
                    WorkflowSummary workflow = lifecycles.workflow();
                    workflows.put(account(workflow), workflow);
                    ledger.updateWorkflow(workflow);
                }
                case 7 -> {
                    ContributorKey contributor =
                            random.nextBoolean() ? account(lifecycles.agent()) : account(lifecycles.workflow());
                    agents.remove(contributor);
                    workflows.remove(contributor);
                    ledger.remove(contributor);
                }
                case 8 -> {
                    agents.values().forEach(ledger::updateAgent);
                    workflows.values().forEach(ledger::updateWorkflow);
                }
                default -> {
                    if (random.nextBoolean()) {
                        drainDeltas();
                    } else {
                        ledger = new ContributionTracker(pages);
                    }
                }
            }
        }
        drainDeltas();

        assertThat(sums).isEqualTo(BatchAggregation.of(agents.values(), workflows.values()));

        agents.keySet().forEach(ledger::remove);
        workflows.keySet().forEach(ledger::remove);
        drainDeltas();
        assertThat(sums).isEmpty();
        assertThat(pages.applied).isEmpty();
    }

    @Test
    void shouldMoveADelegationWithinItsWindowWhenALossIsRevised() {
        RandomLifecycles lifecycles = new RandomLifecycles(1, START, 1);
        AgentLifecycle lost = lifecycles.agent("s", "a", AgentState.LOST);
        ledger.updateAgent(lost);
        drainDeltas();
        MetricSeries all =
                new MetricSeries(lost.source(), Groupings.of(Subject.DELEGATION).getFirst(), List.of());
        BatchAggregation.BatchKey minute =
                new BatchAggregation.BatchKey(WindowSize.MINUTE, WindowSize.MINUTE.startOf(START), all);
        assertThat(sums.get(minute).get(SumMetric.LOST)).isEqualTo(1);

        AgentLifecycle completed = new RandomLifecycles(1, START, 1).agent("s", "a", AgentState.COMPLETED);
        ledger.updateAgent(completed);
        drainDeltas();

        assertThat(sums.get(minute).get(SumMetric.LOST)).isZero();
        assertThat(sums.get(minute).get(SumMetric.COMPLETED)).isEqualTo(1);
        assertThat(sums.keySet()).noneMatch(key -> key.series().values().contains("LOST"));
    }

    @Test
    void shouldKeepTheSumsOfExpiredAgents() {
        AgentLifecycle agent = new RandomLifecycles(2, START, 1).agent("s", "a", AgentState.COMPLETED);
        ledger.updateAgent(agent);
        drainDeltas();
        Map<BatchAggregation.BatchKey, Aggregate> before = Map.copyOf(sums);

        ledger.expire(account(agent));
        drainDeltas();

        assertThat(sums).isEqualTo(before).isNotEmpty();
        assertThat(pages.applied).isEmpty();
    }

    @Test
    void shouldReturnNoDeltaWhenNoContributionHasChanged() {
        RandomLifecycles lifecycles = new RandomLifecycles(3, START, 1);
        AgentLifecycle active = lifecycles.agent("s", "a", AgentState.ACTIVE);
        ledger.updateAgent(active);
        drainDeltas();

        ledger.updateAgent(active.asOf(START + 5, "still at it"));

        assertThat(ledger.pending()).isZero();
    }

    @Test
    void shouldNotCountTheRoot() {
        ledger.updateAgent(new RandomLifecycles(4, START, 1).agent("s", "root", AgentState.ACTIVE));

        assertThat(ledger.pending()).isZero();
    }
}
