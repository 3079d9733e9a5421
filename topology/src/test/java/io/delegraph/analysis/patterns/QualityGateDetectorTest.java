package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.schemas.graph.QualityGate;
import io.delegraph.schemas.graph.QualityGate.Rework;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checked results, computed by hand. Times in ms. */
class QualityGateDetectorTest {
    private static ExecutionFixture made() {
        return agent("make").task("Implement the parser").asked(10).ran(10, 40).answered(40);
    }

    private static ExecutionFixture checked() {
        return agent("check").task("Review the parser").asked(50).ran(50, 80).answered(80);
    }

    private static void assertNumbers(
            AnalyzedWorkflow workflow, int implementations, int gated, int reworked, long gateMs) {
        assertThat(List.of(
                        (long) workflow.numbers().implementations(),
                        (long) workflow.numbers().gated(),
                        (long) workflow.numbers().reworked(),
                        workflow.numbers().gateMs()))
                .containsExactly((long) implementations, (long) gated, (long) reworked, gateMs);
    }

    /**
     * <pre>
     * root   0##10..........40###50..........80##100
     * make      10##########40
     * check                      50##########80
     * </pre>
     */
    @Test
    void shouldAddTheTimeOfACheckThatTheRootWaitedFor() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(root().ran(0, 100), made(), checked());

        // from 40 to 80, without the root's 40 to 50
        assertThat(workflow.graph().gates())
                .containsExactly(new QualityGate("make", List.of("check"), List.of(Evidence.TASK), List.of(), 30));
        assertNumbers(workflow, 1, 1, 0, 30);
    }

    /**
     * <pre>
     * make   10#######40    45 answered
     * root                  45##50
     * check                     50 asked, 52######80
     * </pre>
     */
    @Test
    void shouldAddIdleTimeBeforeTheCheck() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("make").task("Implement the parser").asked(10).ran(10, 40).answered(45),
                agent("check").task("Review the parser").asked(50).ran(52, 80).answered(80));

        // 40 to 45, 50 to 80
        assertNumbers(workflow, 1, 1, 0, 35);
    }

    /**
     * <pre>
     * make   10#######40
     * check             50############80
     * other          45######60                in the background
     * </pre>
     */
    @Test
    void shouldNotAddTimeInWhichAnotherAgentWorked() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                made(),
                checked(),
                agent("other")
                        .task("Explore the tests")
                        .inBackground()
                        .asked(45)
                        .ran(45, 60));

        // the root until 50, other until 60
        assertNumbers(workflow, 1, 1, 0, 20);
    }

    /**
     * <pre>
     * a      10######40
     * b      10############60
     * root                 60##70
     * check                    70######100
     * </pre>
     */
    @Test
    void shouldCountACheckOfSeveralAgentsOnce() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 110),
                agent("a").task("Implement the parser").asked(10).ran(10, 40).answered(40),
                agent("b").task("Implement the lexer").asked(10).ran(10, 60).answered(60),
                agent("check").task("Review everything").asked(70).ran(70, 100).answered(100));

        // of a's 40 to 100 b was at work until 60, then the root
        assertThat(workflow.graph().gates())
                .containsExactly(
                        new QualityGate("a", List.of("check"), List.of(Evidence.STRUCTURE), List.of(), 30),
                        new QualityGate("b", List.of("check"), List.of(Evidence.STRUCTURE), List.of(), 30));
        assertNumbers(workflow, 2, 2, 0, 30);
    }

    @Test
    void shouldIgnoreChecksOfOtherAgents() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 110),
                agent("a").task("Implement the parser").asked(10).ran(10, 40).answered(40),
                agent("b").task("Implement the lexer").asked(10).ran(10, 60).answered(60),
                agent("check").task("Review the lexer").asked(70).ran(70, 100).answered(100));

        assertThat(workflow.graph().gates()).extracting(QualityGate::agentId).containsExactly("b");
        assertNumbers(workflow, 2, 1, 0, 30);
    }

    @Test
    void shouldListValidatorsByTheirEnd() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 110),
                made(),
                agent("slow").task("Review the parser").asked(50).ran(50, 90).answered(90),
                agent("fast").task("Test the parser").asked(50).ran(50, 70).answered(70));

        // the validators do not count for each other: 50 to 90
        assertThat(workflow.graph().gates())
                .containsExactly(
                        new QualityGate("make", List.of("fast", "slow"), List.of(Evidence.TASK), List.of(), 40));
    }

    @Test
    void shouldSeeReworkByAnAgentThatGoesOnFromTheCheck() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 130),
                made(),
                checked(),
                agent("mend").task("Fix the parser").asked(90).ran(90, 120).answered(120));

        // the fix itself was not checked
        assertThat(workflow.graph().gates())
                .hasSize(1)
                .allSatisfy(gate -> assertThat(gate.rework()).containsExactly(Rework.HAND_OFF));
        assertNumbers(workflow, 2, 1, 1, 30);
    }

    @Test
    void shouldSeeReworkByTheSameAgentSetToWorkAgain() {
        AnalyzedWorkflow workflow =
                AnalyzedWorkflow.of(root().ran(0, 130), made().resumed(90).ran(90, 110), checked());

        assertThat(workflow.graph().gates())
                .hasSize(1)
                .allSatisfy(gate -> assertThat(gate.rework()).containsExactly(Rework.RUN));
        assertNumbers(workflow, 1, 1, 1, 30);
    }

    @Test
    void shouldNotTakeARunBeforeTheCheckForRework() {
        AnalyzedWorkflow workflow =
                AnalyzedWorkflow.of(root().ran(0, 130), made().resumed(42).ran(42, 48), checked());

        assertNumbers(workflow, 1, 1, 0, 30);
    }

    @Test
    void shouldSeeReworkOfAFileThatTheRootWritesAgain() {
        AnalyzedWorkflow workflow =
                AnalyzedWorkflow.of(root().ran(0, 130).writes("f", 95), made().writes("f", 20), checked());

        assertThat(workflow.graph().gates())
                .hasSize(1)
                .allSatisfy(gate -> assertThat(gate.rework()).containsExactly(Rework.FILE));
        assertNumbers(workflow, 1, 1, 1, 30);
    }

    @Test
    void shouldNotTakeOtherFilesOrTheValidatorsOwnForRework() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 130).writes("g", 95).reads("f", 95),
                made().writes("f", 20).reads("g", 20),
                checked().writes("f", 60));

        assertThat(workflow.graph().gates())
                .containsExactly(new QualityGate(
                        "make", List.of("check"), List.of(Evidence.FILE, Evidence.TASK), List.of(), 30));
    }

    @Test
    void shouldIgnoreIncompleteImplementations() {
        assertNumbers(AnalyzedWorkflow.of(root().ran(0, 100), made().ended(AgentState.FAILED), checked()), 0, 0, 0, 0);
        assertNumbers(AnalyzedWorkflow.of(root().ran(0, 100), made(), checked().ended(AgentState.LOST)), 1, 0, 0, 0);
        assertNumbers(AnalyzedWorkflow.of(root().ran(0, 100), made(), checked().ended(AgentState.ACTIVE)), 1, 0, 0, 0);
    }

    @Test
    void shouldNotCountACheckOfSomethingOlder() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("check").task("Review the parser").asked(10).ran(10, 40).answered(40),
                agent("make").task("Implement the parser").asked(50).ran(50, 80).answered(80));

        assertNumbers(workflow, 1, 0, 0, 0);
    }
}
