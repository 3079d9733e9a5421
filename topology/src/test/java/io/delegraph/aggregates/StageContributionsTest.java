package io.delegraph.aggregates;

import static io.delegraph.aggregates.SettledWorkflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contributions of stages and iterations, computed by hand. */
class StageContributionsTest {
    private static Map<Dimension, String> at(String orchestration, String stage) {
        return Map.of(Dimension.ORCHESTRATION, orchestration, Dimension.STAGE, stage);
    }

    private static Stage root(
            int number, int agents, long from, long to, Long tokens, int failures, int handOffs, int rework) {
        return Stage.builder()
                .number(number)
                .delegatorAgentId("root")
                .agentIds(List.of("a", "b", "c").subList(0, agents))
                .startedAt(from)
                .endedAt(to)
                .tokens(tokens)
                .failures(failures)
                .handOffs(handOffs)
                .rework(rework)
                .build();
    }

    private static Stage round(int number, Integer iteration, long from, long to, Long tokens) {
        return Stage.builder()
                .number(number)
                .delegatorAgentId("root")
                .agentIds(List.of("a" + number))
                .startedAt(from)
                .endedAt(to)
                .tokens(tokens)
                .repeats(iteration != null && iteration > 1)
                .iteration(iteration)
                .handOffs(1)
                .build();
    }

    /** 100 ms, then 200: ln 2 = 0.693. 1000 tokens, then 250: ln 4 = 1.386 less, of rounded logarithms 6.908 and 5.521. */
    @Test
    void shouldCompareEachStageOfAWaveWithThePreviousOne() {
        List<Contribution> stages = workflow(WorkflowOrchestration.WAVE)
                .stage(root(1, 2, 0, 100, 1_000L, 1, 0, 2))
                .stage(root(2, 3, 150, 350, 250L, 3, 4, 0))
                .contributions(Subject.STAGE);

        assertThat(stages).extracting(Contribution::values).containsExactly(at("wave", "1"), at("wave", "2"));
        assertThat(stages.getFirst().sum().sums())
                .isEqualTo(Map.of(
                        SumMetric.STAGES,
                        1L,
                        SumMetric.AGENTS,
                        2L,
                        SumMetric.DURATION_MS,
                        100L,
                        SumMetric.TOKENS,
                        1_000L,
                        SumMetric.FAILURES,
                        1L,
                        SumMetric.REWORK,
                        2L));
        Aggregate second = stages.getLast().sum();
        assertThat(second.sums())
                .isEqualTo(Map.ofEntries(
                        Map.entry(SumMetric.STAGES, 1L),
                        Map.entry(SumMetric.AGENTS, 3L),
                        Map.entry(SumMetric.DURATION_MS, 200L),
                        Map.entry(SumMetric.TOKENS, 250L),
                        Map.entry(SumMetric.FAILURES, 3L),
                        Map.entry(SumMetric.HAND_OFFS, 4L),
                        Map.entry(SumMetric.WITH_BEFORE, 1L),
                        Map.entry(SumMetric.BEFORE_FAILURES, 1L),
                        Map.entry(SumMetric.BEFORE_REWORK, 2L),
                        Map.entry(SumMetric.DURATION_LOG_RATIO, 693L),
                        Map.entry(SumMetric.DURATION_LOG_RATIO_SQUARED, 480_249L),
                        Map.entry(SumMetric.TOKENS_WITH_BEFORE, 1L),
                        Map.entry(SumMetric.TOKENS_LOG_RATIO, -1_387L),
                        Map.entry(SumMetric.TOKENS_LOG_RATIO_SQUARED, 1_923_769L)));
        assertThat(second.get(DistributionMetric.DURATION_MS).quantile(0.5)).isEqualTo(204);
    }

    /** Explore, then two rounds of two stages: 100 ms from 10 to 110, then 50 from 120 to 170. */
    @Test
    void shouldTakeTheStagesOfARoundTogether() {
        List<Contribution> rounds = workflow(WorkflowOrchestration.LOOP)
                .stage(round(1, null, 0, 5, 7L))
                .stage(round(2, 1, 10, 60, 100L))
                .stage(round(3, 1, 70, 110, 50L))
                .stage(round(4, 2, 120, 150, null))
                .stage(round(5, 2, 155, 170, null))
                .contributions(Subject.STAGE);

        assertThat(rounds).extracting(Contribution::values).containsExactly(at("loop", "1"), at("loop", "2"));
        assertThat(rounds.getFirst().sum().sums())
                .isEqualTo(Map.of(
                        SumMetric.STAGES,
                        1L,
                        SumMetric.AGENTS,
                        2L,
                        SumMetric.DURATION_MS,
                        100L,
                        SumMetric.TOKENS,
                        150L,
                        SumMetric.HAND_OFFS,
                        2L));
        Aggregate second = rounds.getLast().sum();
        assertThat(second.get(SumMetric.DURATION_MS)).isEqualTo(50);
        assertThat(second.get(SumMetric.DURATION_LOG_RATIO)).isEqualTo(-693);
        assertThat(second.get(SumMetric.TOKENS_WITH_BEFORE)).isZero();
        assertThat(second.get(DistributionMetric.TOKENS)).isEqualTo(LogHistogram.EMPTY);
    }

    @Test
    void shouldMergeStagesFromTheEighthOn() {
        SettledWorkflows emitted = workflow(WorkflowOrchestration.WAVE);
        for (int i = 1; i <= 10; i++) {
            emitted.stage(root(i, 2, 100L * i, 100L * i + 50, null, 0, 0, 0));
        }

        List<Contribution> stages = emitted.contributions(Subject.STAGE);

        assertThat(stages)
                .extracting(contribution -> contribution.values().get(Dimension.STAGE))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8+");
        assertThat(stages.getLast().sum().get(SumMetric.STAGES)).isEqualTo(3);
        assertThat(stages.getLast().sum().get(SumMetric.WITH_BEFORE)).isEqualTo(3);
        assertThat(stages.getLast().sum().get(DistributionMetric.DURATION_MS).count())
                .isEqualTo(3);
    }

    /** The root has three stages of one agent, its child two of two agents: the wave is the child's. */
    @Test
    void shouldUseTheStagesOfTheDelegatorWithTheWave() {
        List<Contribution> stages = workflow(WorkflowOrchestration.WAVE)
                .stage(root(1, 1, 0, 10, null, 0, 0, 0))
                .stage(root(2, 1, 20, 30, null, 0, 0, 0))
                .stage(root(3, 1, 40, 50, null, 0, 0, 0))
                .stage(Stage.builder()
                        .number(1)
                        .delegatorAgentId("lead")
                        .agentIds(List.of("x", "y"))
                        .endedAt(7L)
                        .build())
                .stage(Stage.builder()
                        .number(2)
                        .delegatorAgentId("lead")
                        .agentIds(List.of("v", "w"))
                        .startedAt(10)
                        .endedAt(14L)
                        .build())
                .contributions(Subject.STAGE);

        assertThat(stages)
                .extracting(contribution -> contribution.sum().get(SumMetric.DURATION_MS))
                .containsExactly(7L, 4L);
    }

    @Test
    void shouldContributeNothingWhenItIsNoWaveOrLoopOrStillRuns() {
        Stage stage = root(1, 2, 0, 10, null, 0, 0, 0);
        assertThat(workflow(WorkflowOrchestration.SUB_AGENT).stage(stage).contributions(Subject.STAGE))
                .isEmpty();
        assertThat(workflow(WorkflowOrchestration.WAVE)
                        .stage(stage)
                        .stage(Stage.builder()
                                .number(2)
                                .delegatorAgentId("root")
                                .agentIds(List.of("c"))
                                .startedAt(20)
                                .build())
                        .contributions(Subject.STAGE))
                .isEmpty();
        // a loop of resumed agents has no rounds of stages
        assertThat(workflow(WorkflowOrchestration.LOOP).stage(stage).contributions(Subject.STAGE))
                .isEmpty();
    }

    @Test
    void shouldSumWhatWasChecked() {
        Aggregate checked = workflow(WorkflowOrchestration.LOOP)
                .checked(5, 3, 1, 40, 200)
                .contributions(Subject.WORKFLOW)
                .getFirst()
                .sum();
        Aggregate unchecked = workflow(WorkflowOrchestration.LOOP)
                .checked(2, 0, 0, 0, 300)
                .contributions(Subject.WORKFLOW)
                .getFirst()
                .sum();

        Aggregate both = checked.plus(unchecked);
        assertThat(both.get(SumMetric.IMPLEMENTATIONS)).isEqualTo(7);
        assertThat(both.get(SumMetric.GATED)).isEqualTo(3);
        assertThat(both.get(SumMetric.REWORKED)).isEqualTo(1);
        assertThat(both.get(SumMetric.GATE_MS)).isEqualTo(40);
        assertThat(both.get(SumMetric.GATED_WORKFLOWS)).isEqualTo(1);
        assertThat(both.get(SumMetric.GATED_ELAPSED_MS)).isEqualTo(200);
    }

    /** A graph in agent.workflows from before gates, rounds and outcomes of agents were added. */
    @Test
    void shouldReadAGraphThatAnEarlierVersionWrote() {
        WorkflowSummary now = workflow(WorkflowOrchestration.WAVE)
                .agent("p", "lead", false, 10, 5L)
                .agent("c", "coder", false, 10, 5L)
                .under("p", "c")
                .checked(5, 3, 1, 40, 200)
                .summary();
        ObjectNode json = Json.MAPPER.valueToTree(now);
        ObjectNode graph = (ObjectNode) json.get("graph");
        graph.remove("gates");
        graph.get("stages").forEach(stage -> remove(stage, "iteration", "hand_offs", "rework"));
        graph.get("agents").forEach(agent -> remove(agent, "agent_type", "failed"));
        remove(graph.get("coordination"), "implementations", "gated", "reworked", "gate_ms");

        WorkflowSummary before = Json.read(Json.write(json), WorkflowSummary.class);

        assertThat(before.graph().gates()).isEmpty();
        List<Contribution> contributions = WorkflowContributions.of(before);
        assertThat(contributions).extracting(Contribution::subject).containsExactly(Subject.WORKFLOW, Subject.STAGE);
        assertThat(contributions.getFirst().sum().get(SumMetric.IMPLEMENTATIONS))
                .isZero();
    }

    private static void remove(JsonNode node, String... fields) {
        ((ObjectNode) node).remove(List.of(fields));
    }
}
