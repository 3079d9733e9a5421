package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The properties of stages other than times, computed by hand. */
class StageClassifierTest {
    private final List<ExecutionFixture> sketches = new ArrayList<>(List.of(root().ran(0, 1_000)));

    /** Adds the next stage, 10 ms long. */
    private StageClassifierTest then(String type, String words) {
        long at = 20L * sketches.size();
        sketches.add(agent("a" + sketches.size())
                .is(type)
                .task(words)
                .asked(at)
                .ran(at, at + 10)
                .answered(at + 10));
        return this;
    }

    private List<Stage> stages() {
        return AnalyzedWorkflow.of(sketches.toArray(ExecutionFixture[]::new))
                .graph()
                .stages();
    }

    private List<Integer> iterations() {
        return stages().stream().map(Stage::iteration).toList();
    }

    @Test
    void shouldNumberTheRoundsOfAMakerAndAChecker() {
        then("Explore", "Explore the parser")
                .then("coder", "Implement the parser")
                .then("reviewer", "Review the parser")
                .then("coder", "Fix the parser")
                .then("reviewer", "Review the parser")
                .then("writer", "Document the parser");

        assertThat(iterations()).containsExactly(null, 1, 1, 2, 2, null);
    }

    @Test
    void shouldNumberOneTypeAgainAndAgain() {
        then("Plan", "Plan the parser")
                .then("coder", "Implement the parser")
                .then("coder", "Improve the parser")
                .then("coder", "Improve the parser");

        assertThat(iterations()).containsExactly(null, 1, 2, 3);
    }

    @Test
    void shouldPutSeveralChecksIntoTheRoundThatTheyFollow() {
        then("coder", "Implement the parser")
                .then("reviewer", "Review the parser")
                .then("tester", "Test the parser")
                .then("coder", "Fix the parser")
                .then("auditor", "Audit the parser");

        assertThat(iterations()).containsExactly(1, 1, 1, 2, 2);
    }

    @Test
    void shouldHaveNoRoundsWithoutALoop() {
        then("Explore", "Explore the parser")
                .then("coder", "Implement the parser")
                .then("reviewer", "Review the parser");

        assertThat(iterations()).containsOnlyNulls();
    }

    @Test
    void shouldCountTheHandOffsFromStagesBefore() {
        then("Explore", "Explore the parser")
                .then("coder", "Implement the parser")
                .then("reviewer", "Review the parser")
                .then("coder", "Implement the lexer");
        // continues from two: a file of the second, and the task of the fourth
        sketches.get(2).writes("f", 45);
        then("reviewer", "Review the lexer");
        sketches.get(5).reads("f", 105);

        // the fourth directly follows a check, which directly follows another one
        assertThat(stages()).extracting(Stage::handOffs).containsExactly(0, 1, 1, 1, 2);
    }

    /**
     * <pre>
     * a  10##20   writes f     10##15 again
     * b  10##20   writes f
     * c           30##40       FAILED
     * d                  50##60 the same words as c
     * </pre>
     */
    @Test
    void shouldCountTheReworkOfEachStage() {
        List<Stage> stages = AnalyzedWorkflow.of(
                        root().ran(0, 100),
                        agent("a")
                                .asked(10)
                                .ran(10, 20)
                                .answered(20)
                                .writes("f", 12)
                                .resumed(70)
                                .ran(70, 75),
                        agent("b").asked(10).ran(10, 20).answered(20).writes("f", 15),
                        agent("c")
                                .task("Fix it")
                                .asked(30)
                                .ran(30, 40)
                                .answered(40)
                                .ended(AgentState.FAILED),
                        agent("d").task("Fix it").asked(50).ran(50, 60).answered(60))
                .graph()
                .stages();

        assertThat(stages).extracting(Stage::agentIds).containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
        // a second run and a file; nothing; a retry
        assertThat(stages).extracting(Stage::rework).containsExactly(2, 0, 1);
        assertThat(stages).extracting(Stage::failures).containsExactly(0, 1, 0);
    }
}
