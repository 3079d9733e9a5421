package io.delegraph.patterns;

import static io.delegraph.graph.Sketch.agent;
import static io.delegraph.graph.Sketch.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.graph.Sketch;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.WorkflowGraph;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a graph lists of very many: a record must fit into a Kafka message. Everybody is counted. */
class AnalysisLimitsTest {
    private static WorkflowGraph together(int agents, boolean onOneFile) {
        Stream<Sketch> crowd = IntStream.range(0, agents)
                .mapToObj(i -> agent("a%04d".formatted(i)).asked(10).ran(10, 50).answered(50));
        return Analysed.of(Stream.concat(
                                Stream.of(root().ran(0, 100)), crowd.map(it -> onOneFile ? it.writes("f", 20) : it))
                        .toArray(Sketch[]::new))
                .graph();
    }

    @Test
    void shouldListEverybodyOfAThousand() {
        WorkflowGraph graph = together(999, false);

        assertThat(graph.agents()).hasSize(1_000);
        assertThat(graph.leftOut()).isZero();
    }

    @Test
    void shouldListAThousandAndCountTheOthers() {
        WorkflowGraph graph = together(1_002, false);

        // the root among them
        assertThat(graph.agents()).hasSize(1_000);
        assertThat(graph.leftOut()).isEqualTo(3);
        assertThat(graph.coordination().fanOut()).isEqualTo(1_002);
        assertThat(graph.coordination().peakConcurrency()).isEqualTo(1_002);
    }

    @Test
    void shouldListTwoThousandRelationsAndCountTheOthers() {
        // 65 agents that write one file side by side: 65 * 64 / 2 = 2,080 pairs
        WorkflowGraph graph = together(65, true);

        assertThat(graph.relations()).hasSize(2_000).extracting(Relation::kind).containsOnly(Relation.Kind.PEER);
        assertThat(graph.leftOut()).isEqualTo(80);
    }
}
