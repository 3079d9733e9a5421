package io.delegraph.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contributions of a workflow's types, of which a limited number is counted separately. */
class WorkflowContributionsTest {
    private static List<Contribution> parts(int types) {
        SettledWorkflows emitted = SettledWorkflows.workflow(WorkflowOrchestration.SUB_AGENT);
        for (int i = 1; i <= types; i++) {
            emitted.type("type" + i, i);
        }
        return emitted.contributions(Subject.PART);
    }

    private static String type(Contribution part) {
        return part.values().get(Dimension.AGENT_TYPE);
    }

    @Test
    void shouldContributeAtMostSixtyFourTypesSeparately() {
        assertThat(parts(64))
                .extracting(WorkflowContributionsTest::type)
                .hasSize(64)
                .doesNotContain(Dimension.OTHER);
    }

    @Test
    void shouldMergeTheRemainingTypes() {
        List<Contribution> parts = parts(67);

        assertThat(parts).hasSize(65);
        assertThat(type(parts.get(63))).isEqualTo("type64");
        assertThat(type(parts.getLast())).isEqualTo(Dimension.OTHER);
        // 65 + 66 + 67, in one workflow
        assertThat(parts.getLast().sum().sums())
                .isEqualTo(Map.of(
                        SumMetric.WORKFLOWS, 1L,
                        SumMetric.AGENTS, 198L,
                        SumMetric.ACTIVE_MS, 198L,
                        SumMetric.CRITICAL_MS, 198L,
                        SumMetric.HALF_TIME_SAVES_MS, 198L));
    }
}
