package io.delegraph.windows;

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

/** The law of subtraction: however often and in whatever order they were revised, the sums are those of the latest. */
class LedgerPropertyTest {
    private static final long START = 1_795_361_668_448L;
    private static final long HOURS = 10_800_000;

    private final MapPages pages = new MapPages();
    private final Map<Batch.Key, Aggregate> sums = new HashMap<>();
    private Ledger ledger = new Ledger(pages);

    private void settle() {
        for (Delta delta : ledger.settle()) {
            for (WindowSize size : WindowSize.values()) {
                delta.by(size).forEach((start, change) -> {
                    Batch.Key key = new Batch.Key(size, start, delta.series());
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

    private static Account account(AgentLifecycle agent) {
        return new Account(Subject.DELEGATION, agent.sessionId(), agent.agentId());
    }

    private static Account account(WorkflowSummary workflow) {
        return new Account(Subject.WORKFLOW, workflow.sessionId(), workflow.workflowId());
    }

    /** Revisions, repeats, agents and workflows that never were, settled now and then, restarted now and then. */
    @Property(tries = 300)
    void shouldSumWhatABatchOverTheLatestSums(@ForAll long seed) {
        sums.clear();
        pages.applied.clear();
        ledger = new Ledger(pages);
        Lives lives = new Lives(seed, START, HOURS);
        Random random = new Random(seed);
        Map<Account, AgentLifecycle> agents = new HashMap<>();
        Map<Account, WorkflowSummary> workflows = new HashMap<>();
        for (int i = random.nextInt(80); i > 0; i--) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    AgentLifecycle agent = lives.agent();
                    agents.put(account(agent), agent);
                    ledger.agent(agent);
                }
                case 4, 5, 6 -> {
                    WorkflowSummary workflow = lives.workflow();
                    workflows.put(account(workflow), workflow);
                    ledger.workflow(workflow);
                }
                case 7 -> {
                    Account account = random.nextBoolean() ? account(lives.agent()) : account(lives.workflow());
                    agents.remove(account);
                    workflows.remove(account);
                    ledger.gone(account);
                }
                case 8 -> {
                    agents.values().forEach(ledger::agent);
                    workflows.values().forEach(ledger::workflow);
                }
                default -> {
                    if (random.nextBoolean()) {
                        settle();
                    } else {
                        ledger = new Ledger(pages);
                    }
                }
            }
        }
        settle();

        assertThat(sums).isEqualTo(Batch.of(agents.values(), workflows.values()));

        agents.keySet().forEach(ledger::gone);
        workflows.keySet().forEach(ledger::gone);
        settle();
        assertThat(sums).isEmpty();
        assertThat(pages.applied).isEmpty();
    }

    @Test
    void shouldMoveALossThatTurnsOutToBeCompletedWithinItsWindow() {
        Lives lives = new Lives(1, START, 1);
        AgentLifecycle lost = lives.agent("s", "a", AgentState.LOST);
        ledger.agent(lost);
        settle();
        Series all = new Series(lost.source(), Groups.of(Subject.DELEGATION).getFirst(), List.of());
        Batch.Key minute = new Batch.Key(WindowSize.MINUTE, WindowSize.MINUTE.startOf(START), all);
        assertThat(sums.get(minute).get(Amount.LOST)).isEqualTo(1);

        AgentLifecycle completed = new Lives(1, START, 1).agent("s", "a", AgentState.COMPLETED);
        ledger.agent(completed);
        settle();

        assertThat(sums.get(minute).get(Amount.LOST)).isZero();
        assertThat(sums.get(minute).get(Amount.COMPLETED)).isEqualTo(1);
        assertThat(sums.keySet()).noneMatch(key -> key.series().values().contains("LOST"));
    }

    @Test
    void shouldKeepWhatIsOnlyForgotten() {
        AgentLifecycle agent = new Lives(2, START, 1).agent("s", "a", AgentState.COMPLETED);
        ledger.agent(agent);
        settle();
        Map<Batch.Key, Aggregate> before = Map.copyOf(sums);

        ledger.retired(account(agent));
        settle();

        assertThat(sums).isEqualTo(before).isNotEmpty();
        assertThat(pages.applied).isEmpty();
    }

    @Test
    void shouldTellNothingWhenNothingThatCountsHasChanged() {
        Lives lives = new Lives(3, START, 1);
        AgentLifecycle active = lives.agent("s", "a", AgentState.ACTIVE);
        ledger.agent(active);
        settle();

        ledger.agent(active.asOf(START + 5, "still at it"));

        assertThat(ledger.waits()).isZero();
    }

    @Test
    void shouldCountNoRoot() {
        ledger.agent(new Lives(4, START, 1).agent("s", "root", AgentState.ACTIVE));

        assertThat(ledger.waits()).isZero();
    }
}
