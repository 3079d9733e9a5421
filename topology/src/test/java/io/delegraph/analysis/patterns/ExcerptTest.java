package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Excerpt;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Which agents an excerpt keeps. */
class ExcerptTest {
    private static final WorkflowGraph WHOLE = whole();

    /** A hundred concurrent agents, most of them short; one that all wait for at the end, one that failed, two that share a file. */
    private static WorkflowGraph whole() {
        List<ExecutionFixture> all = new ArrayList<>();
        all.add(root().ran(0, 1_000).awaited(10, 900));
        for (int i = 0; i < 100; i++) {
            ExecutionFixture each = agent("a%03d".formatted(i)).asked(10).is(i % 2 == 0 ? "dev" : "test");
            all.add(
                    switch (i) {
                        case 70 -> each.asked(790).ran(800, 900).answered(900);
                        case 80 -> each.ran(20, 21).answered(21).ended(AgentState.FAILED);
                        case 90, 91 -> each.ran(20, 500 + i).answered(500 + i).writes("f", 30);
                        default -> each.ran(20, 100 + i).answered(100 + i);
                    });
        }
        return AnalyzedWorkflow.of(all.toArray(ExecutionFixture[]::new)).graph();
    }

    @Test
    void shouldKeepCriticalThenFailedThenLongestAgents() {
        WorkflowGraph excerpt = Excerpt.of(WHOLE, 5 / 101.0 + 0.001);

        assertThat(excerpt.agents())
                .extracting(AgentPart::agentId)
                // in their original order, by start
                .containsExactly("root", "a080", "a090", "a091", "a070");
        assertThat(excerpt.relations()).extracting(Relation::kind).contains(Relation.Kind.PEER);
        assertThat(excerpt.leftOut())
                .isEqualTo(96 + WHOLE.relations().size() - excerpt.relations().size());
        assertThat(excerpt.coordination()).isEqualTo(WHOLE.coordination());
    }

    @Test
    void shouldKeepEverythingWhenTheShareIsOne() {
        assertThat(Excerpt.of(WHOLE, 1)).isEqualTo(WHOLE);
    }

    @Property(tries = 200)
    void shouldReferOnlyToListedAgentsAndCountTheOthers(@ForAll @DoubleRange(max = 1) double share) {
        WorkflowGraph excerpt = Excerpt.of(WHOLE, share);

        Set<String> listed =
                excerpt.agents().stream().map(AgentPart::agentId).collect(Collectors.toCollection(HashSet::new));
        assertThat(listed).contains("root");
        assertThat(WHOLE.agents()).containsSubsequence(excerpt.agents());
        assertThat(listed)
                .containsAll(excerpt.stages().stream()
                        .map(Stage::agentIds)
                        .flatMap(List::stream)
                        .toList());
        excerpt.relations().forEach(relation -> assertThat(listed).contains(relation.from(), relation.to()));
        assertThat(excerpt.leftOut()
                        + excerpt.agents().size()
                        + excerpt.relations().size())
                .isEqualTo(WHOLE.agents().size() + WHOLE.relations().size());
    }
}
