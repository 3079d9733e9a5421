package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.WorkflowGraph;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of a graph with very many agents; all agents are counted. */
class AnalysisLimitsTest {
    private static WorkflowGraph together(int agents, boolean onOneFile) {
        Stream<ExecutionFixture> crowd = IntStream.range(0, agents)
                .mapToObj(i -> agent("a%04d".formatted(i)).asked(10).ran(10, 50).answered(50));
        return AnalyzedWorkflow.of(Stream.concat(
                                Stream.of(root().ran(0, 100)),
                                crowd.map(agent -> onOneFile ? agent.writes("f", 20) : agent))
                        .toArray(ExecutionFixture[]::new))
                .graph();
    }

    @Test
    void shouldListEverybody() {
        WorkflowGraph graph = together(1_100, false);

        // including the root
        assertThat(graph.agents()).hasSize(1_101);
        assertThat(graph.leftOut()).isZero();
        assertThat(graph.coordination().fanOut()).isEqualTo(1_100);
        assertThat(graph.coordination().peakConcurrency()).isEqualTo(1_100);
    }

    @Test
    void shouldListTwentyThousandRelationsAndCountTheOthers() {
        // 201 agents that write one file at the same time: 201 * 200 / 2 = 20,100 pairs
        WorkflowGraph graph = together(201, true);

        assertThat(graph.relations()).hasSize(20_000).extracting(Relation::kind).containsOnly(Relation.Kind.PEER);
        assertThat(graph.leftOut()).isEqualTo(100);
    }
}
