package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.DelegationContributions;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.TurnStopped;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A recording whose agents' transcripts were read: all used the same tokens. */
class CostTest {
    private static final TokenUsage USED = new TokenUsage(1_000_000, 100_000, 2_000_000, 0);
    private static final Prices PRICES = new Prices(
            List.of(new Price(
                    "claude-sonnet-4-5",
                    new BigDecimal("3"),
                    new BigDecimal("15"),
                    new BigDecimal("0.3"),
                    new BigDecimal("3.75"))),
            "a list",
            "2026-11-22");
    /** 3 + 1.5 + 0.6 */
    private static final double COST = 5.1;

    private final Recording recording = Recording.named("fan");

    private SessionView view(Prices prices, TokenUsage used) {
        return view(prices, used, null);
    }

    private SessionView view(Prices prices, TokenUsage used, String model) {
        Session session = new Session(
                new SessionRows(recording.expected().get("session_id").asText(), new InMemoryRowStore()),
                TestPolicies.of(LifecycleTimeouts.DEFAULT, prices));
        recording.events(true).forEach(event -> session.on(using(event, used, model), 0));
        return session.view(0);
    }

    private static AgentEvent.InSession using(AgentEvent.InSession event, TokenUsage used, String model) {
        return switch (event) {
            case AgentStopped stopped ->
                new AgentStopped(
                        stopped.origin(),
                        stopped.resultChars(),
                        stopped.resultFingerprint(),
                        used,
                        model,
                        stopped.backgroundShells(),
                        stopped.resultGivesOrders(),
                        stopped.stopHookActive(),
                        stopped.text());
            case TurnStopped stopped -> new TurnStopped(stopped.origin(), stopped.backgroundTasks(), used, model);
            default -> event;
        };
    }

    @Test
    void shouldPriceAnAgentsOwnTokens() {
        List<AgentLifecycle> agents = view(PRICES, USED).agents();

        assertThat(agents)
                .filteredOn(agent -> agent.model() != null)
                .isNotEmpty()
                .allSatisfy(agent -> {
                    assertThat(agent.model()).isEqualTo("claude-sonnet-4-5");
                    assertThat(agent.costUsd()).isEqualTo(COST);
                });
        assertThat(agents)
                .filteredOn(agent -> agent.model() == null)
                .as("the root: its model was not reported")
                .hasSize(1)
                .allSatisfy(agent -> {
                    assertThat(agent.tokens()).isEqualTo(USED);
                    assertThat(agent.costUsd()).isNull();
                });
    }

    @Test
    void shouldPriceTheRootByTheModelOfItsOwnMessages() {
        assertThat(view(PRICES, USED, "claude-sonnet-4-5").agents())
                .isNotEmpty()
                .allSatisfy(agent -> assertThat(agent.costUsd()).isEqualTo(COST));
    }

    @Test
    void shouldSumASessionAndCountTheAgentsInTheSum() {
        SessionView view = view(PRICES, USED);
        long priced = view.agents().stream()
                .map(AgentLifecycle::costUsd)
                .filter(Objects::nonNull)
                .count();
        SessionSummary summary = view.summary();

        assertThat(priced).isGreaterThan(1);
        assertThat(summary.costAgents()).isEqualTo((int) priced);
        assertThat(summary.costUsd())
                .isEqualTo(BigDecimal.valueOf(COST)
                        .multiply(BigDecimal.valueOf(priced))
                        .doubleValue());
    }

    @Test
    void shouldNotSumTheTokensOfALastRequest() {
        List<AgentLifecycle> agents = view(PRICES, null).agents();
        List<WorkflowGraph> graphs = view(PRICES, null).workflows(TestPolicies.DEFAULT.analysis()).stream()
                .map(WorkflowSummary::graph)
                .toList();

        assertThat(agents)
                .filteredOn(agent -> agent.totalTokens() != null)
                .isNotEmpty()
                .allSatisfy(agent -> assertThat(agent.tokensSource()).isEqualTo(TokensSource.LAST_REQUEST));
        assertThat(graphs).isNotEmpty().allSatisfy(graph -> {
            assertThat(graph.coordination().tokens()).isNull();
            assertThat(graph.agents())
                    .allSatisfy(
                            part -> assertThat(part.context().resourceUsage()).isNull());
        });
        assertThat(agents.stream().flatMap(agent -> DelegationContributions.of(agent).stream()))
                .isNotEmpty()
                .allSatisfy(contribution ->
                        assertThat(contribution.sum().get(SumMetric.TOKENS)).isZero());
    }

    @Test
    void shouldKnowNoCostWithoutAPriceOrWithoutTheWholeOfTheTokens() {
        for (SessionView view : List.of(view(Prices.NONE, USED), view(PRICES, null))) {
            assertThat(view.agents()).extracting(AgentLifecycle::costUsd).containsOnlyNulls();
            assertThat(view.summary().costUsd()).isNull();
            assertThat(view.summary().costAgents()).isZero();
        }
    }
}
