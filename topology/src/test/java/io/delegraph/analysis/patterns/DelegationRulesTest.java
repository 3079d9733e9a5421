package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.analysis.graph.TimeRange;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.DelegationStrategy;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.ResourceAllocation;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions of labels/README.md on small workflows. */
class DelegationRulesTest {
    /** An awaited child, from its request on. */
    private static ExecutionFixture child(String id, long from, long to) {
        return agent(id).asked(from).ran(from, to).answered(to);
    }

    private static ExecutionFixture below(String parent, String id, long from, long to) {
        return child(id, from, to).under(parent, 2);
    }

    private static AgentContext context(AnalyzedWorkflow workflow, String agent) {
        return workflow.part(agent).context();
    }

    private static DelegationStrategy strategy(ExecutionFixture... executions) {
        return AnalyzedWorkflow.of(executions).delegator("root").strategy();
    }

    private static WorkflowOrchestration orchestration(ExecutionFixture... executions) {
        return AnalyzedWorkflow.of(executions).graph().orchestration();
    }

    @Test
    void shouldCallADelegationHierarchicalBeforeParallelBeforeSequentialBeforeSingle() {
        ExecutionFixture root = root().ran(0, 1000);
        assertThat(strategy(root, child("a", 10, 50))).isEqualTo(DelegationStrategy.SINGLE);
        assertThat(strategy(root, child("a", 10, 50), child("b", 60, 90))).isEqualTo(DelegationStrategy.SEQUENTIAL);
        assertThat(strategy(root, child("a", 10, 50), child("b", 20, 90))).isEqualTo(DelegationStrategy.PARALLEL);
        assertThat(strategy(root, child("a", 10, 50), child("b", 20, 90), below("b", "c", 30, 40)))
                .isEqualTo(DelegationStrategy.HIERARCHICAL);
    }

    /** An overlap of 10 of 100 is enough, 9 of 100 is not. */
    @Test
    void shouldIgnoreAShortOverlap() {
        ExecutionFixture root = root().ran(0, 1000);
        assertThat(strategy(root, child("a", 100, 200), child("b", 190, 300))).isEqualTo(DelegationStrategy.PARALLEL);
        assertThat(strategy(root, child("a", 100, 200), child("b", 191, 300))).isEqualTo(DelegationStrategy.SEQUENTIAL);
    }

    @Test
    void shouldGiveChildrenTheStrategyOfTheirDelegator() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000), child("a", 10, 500), below("a", "b", 20, 200), below("a", "c", 220, 400));

        assertThat(context(workflow, "root").delegationStrategy()).isEqualTo(DelegationStrategy.HIERARCHICAL);
        assertThat(context(workflow, "a").delegationStrategy()).isEqualTo(DelegationStrategy.HIERARCHICAL);
        assertThat(context(workflow, "b").delegationStrategy()).isEqualTo(DelegationStrategy.SEQUENTIAL);
    }

    @Test
    void shouldCallTwoGroupsSideBySideAWave() {
        ExecutionFixture root = root().ran(0, 1000);
        assertThat(orchestration(root)).isEqualTo(WorkflowOrchestration.SINGLE);
        assertThat(orchestration(root, child("a", 10, 50), child("b", 10, 60), child("c", 70, 90)))
                .isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(orchestration(root, child("a", 10, 50), child("b", 10, 60), child("c", 70, 90), child("d", 70, 90)))
                .isEqualTo(WorkflowOrchestration.WAVE);
    }

    /** a and b overlap, b and c overlap: one group, although a and c do not overlap. */
    @Test
    void shouldTakeAChainOfOverlapsForOneGroup() {
        AnalyzedWorkflow workflow =
                AnalyzedWorkflow.of(root().ran(0, 1000), child("a", 10, 50), child("b", 40, 90), child("c", 80, 120));

        assertThat(workflow.graph().stages())
                .singleElement()
                .extracting(stage -> stage.agentIds().size())
                .isEqualTo(3);
    }

    /** Two groups of different parents are no wave. */
    @Test
    void shouldFindNoWaveWhenTheGroupsHaveDifferentParents() {
        assertThat(orchestration(
                        root().ran(0, 1000),
                        child("a", 10, 50),
                        child("b", 10, 400),
                        below("b", "c", 60, 100),
                        below("b", "d", 60, 100)))
                .isEqualTo(WorkflowOrchestration.SUB_AGENT);
    }

    /** An agent that is not awaited may outlast all others, so it joins no stage of awaited ones. */
    @Test
    void shouldKeepBackgroundAgentsOutOfWaves() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000),
                agent("w").inBackground().asked(5).ran(5, 900),
                child("a", 10, 50),
                child("b", 10, 60),
                child("c", 70, 90),
                child("d", 70, 90));

        assertThat(workflow.graph().orchestration()).isEqualTo(WorkflowOrchestration.WAVE);
        assertThat(workflow.graph().stages()).hasSize(3);
    }

    @Test
    void shouldCallThreeOfOneTypeInARowALoop() {
        ExecutionFixture root = root().ran(0, 1000);
        ExecutionFixture first = child("a", 10, 50).is("dev");
        ExecutionFixture second = child("b", 60, 90).is("dev");
        ExecutionFixture third = child("c", 100, 150).is("dev");
        assertThat(orchestration(root, first, second)).isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(orchestration(root, first, second, third)).isEqualTo(WorkflowOrchestration.LOOP);
        assertThat(AnalyzedWorkflow.of(root, first, second, third).graph().stages())
                .extracting(Stage::repeats)
                .containsExactly(false, true, true);
        assertThat(orchestration(root, first, second, child("c", 100, 150).is("qa")))
                .isEqualTo(WorkflowOrchestration.SUB_AGENT);
    }

    @Test
    void shouldCallTheSameGeneralTypeALoopOnlyWhenItRepeatsATask() {
        assertThat(threeOfAGeneralType(false, "Build the parser", "Test the parser", "Document the parser"))
                .isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(threeOfAGeneralType(false, "Fix the lexer", "Fix the login form", "Fix the release notes"))
                .isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(threeOfAGeneralType(false, "Fix failing tests", "Fix failing tests", "Fix the tests that fail"))
                .isEqualTo(WorkflowOrchestration.LOOP);
        assertThat(threeOfAGeneralType(false, "refine pass 1", "refine pass 2", "refine pass 3"))
                .isEqualTo(WorkflowOrchestration.LOOP);
        assertThat(threeOfAGeneralType(false, null, null, null)).isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(threeOfAGeneralType(true, "Build it", "Test it", "Document it"))
                .isEqualTo(WorkflowOrchestration.LOOP);
    }

    private static WorkflowOrchestration threeOfAGeneralType(boolean declared, String... tasks) {
        List<AgentExecution> agents = List.of(
                root().ran(0, 1000).work(),
                child("a", 10, 50).task(tasks[0]).work(),
                child("b", 60, 90).task(tasks[1]).work(),
                child("c", 100, 150).task(tasks[2]).work());
        return AnalyzedWorkflow.of(new WorkflowExecution(new TimeRange(0, 1000), agents, List.of(), declared))
                .graph()
                .orchestration();
    }

    @Test
    void shouldCallTwoRoundsOfMakerAndCheckerALoop() {
        ExecutionFixture root = root().ran(0, 1000);
        ExecutionFixture made = child("a", 10, 50).is("dev");
        ExecutionFixture checked = child("b", 60, 90).is("qa");
        ExecutionFixture mended = child("c", 100, 150).is("dev");
        ExecutionFixture again = child("d", 160, 200).is("qa");
        assertThat(orchestration(root, made, checked, mended)).isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(orchestration(root, made, checked, mended, again)).isEqualTo(WorkflowOrchestration.LOOP);
        assertThat(AnalyzedWorkflow.of(root, made, checked, mended, again)
                        .graph()
                        .stages())
                .extracting(Stage::repeats)
                .containsExactly(false, false, true, true);
    }

    @Test
    void shouldCallAnAgentThatIsSentBackToWorkALoop() {
        assertThat(orchestration(
                        root().ran(0, 1000), child("a", 10, 50).resumed(60).ran(61, 90)))
                .isEqualTo(WorkflowOrchestration.LOOP);
    }

    /** A wave takes precedence over a loop. */
    @Test
    void shouldCallAWaveWithAResumedAgentAWave() {
        assertThat(orchestration(
                        root().ran(0, 1000),
                        child("a", 10, 50),
                        child("b", 10, 60),
                        child("c", 70, 90),
                        child("d", 70, 90).resumed(100).ran(101, 130)))
                .isEqualTo(WorkflowOrchestration.WAVE);
    }

    @Test
    void shouldCallACoordinationByWhoWaitsUnlessAgentsWorkTogether() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000).sends("d", 700, 3),
                child("a", 10, 50),
                agent("b").inBackground().asked(60).ran(60, 900),
                child("c", 100, 150).resumed(160).ran(161, 190),
                child("d", 650, 800),
                agent("e").asked(200).ran(200, 600).awaited(300, 600));

        assertThat(context(workflow, "a").coordinationPattern()).isEqualTo(CoordinationPattern.SUPERVISED);
        assertThat(context(workflow, "b").coordinationPattern()).isEqualTo(CoordinationPattern.FIRE_AND_FORGET);
        assertThat(context(workflow, "c").coordinationPattern()).isEqualTo(CoordinationPattern.COLLABORATIVE);
        assertThat(context(workflow, "d").coordinationPattern()).isEqualTo(CoordinationPattern.COLLABORATIVE);
        assertThat(context(workflow, "e").coordinationPattern()).isEqualTo(CoordinationPattern.SUPERVISED);
        assertThat(context(workflow, "root").coordinationPattern()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "general-purpose,Fix the login,IMPLEMENTATION",
        "general-purpose,Please review the login,VALIDATION",
        "general-purpose,Find all usages,ANALYSIS",
        "general-purpose,Something about the login,IMPLEMENTATION",
        "code-reviewer,The login,VALIDATION",
        "code-reviewer,Fix the login,IMPLEMENTATION",
        // a validator can do nothing else
        "Explore,Fix the login,ANALYSIS",
        "Plan,Login flow,ANALYSIS",
        "plugin:code-reviewer,The login,VALIDATION",
        "made-up,Something about the login,",
        "made-up,Verify the login,VALIDATION"
    })
    void shouldDeriveTheOutcomeFromTheDescriptionThenFromTheType(String type, String words, ExpectedOutcome expected) {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000), child("a", 10, 50).is(type).task(words));

        assertThat(context(workflow, "a").expectedOutcome()).isEqualTo(expected);
        assertThat(workflow.part("a").because().containsKey("expected_outcome")).isEqualTo(expected != null);
    }

    @Test
    void shouldExpectCoordinationWhenAnAgentDelegates() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000), child("a", 10, 500).is("Explore").task("Find it"), below("a", "b", 20, 60));

        assertThat(context(workflow, "a").expectedOutcome()).isEqualTo(ExpectedOutcome.COORDINATION);
    }

    @Test
    void shouldGiveTheFirstMatchingReason() {
        ExecutionFixture root = root().ran(0, 1000);
        AnalyzedWorkflow alike = AnalyzedWorkflow.of(
                root,
                child("a", 10, 50).is("code-reviewer").task("Review x"),
                child("b", 10, 50).is("code-reviewer").task("Review y"));
        assertThat(context(alike, "a").delegationReason()).isEqualTo(DelegationReason.PERFORMANCE);

        AnalyzedWorkflow meanwhile = AnalyzedWorkflow.of(
                root, agent("a").is("code-reviewer").inBackground().asked(10).ran(10, 50));
        assertThat(context(meanwhile, "a").delegationReason()).isEqualTo(DelegationReason.PERFORMANCE);

        AnalyzedWorkflow mixed = AnalyzedWorkflow.of(
                root,
                child("a", 10, 50).is("code-reviewer").task("Review x"),
                child("b", 10, 50).task("Fix x"));
        assertThat(context(mixed, "a").delegationReason()).isEqualTo(DelegationReason.SPECIALIZATION);
        assertThat(context(mixed, "b").delegationReason()).isEqualTo(DelegationReason.SCOPE);

        AnalyzedWorkflow one = AnalyzedWorkflow.of(root, child("a", 10, 50).task("Fix x"));
        assertThat(context(one, "a").delegationReason()).isEqualTo(DelegationReason.COMPLEXITY);
        AnalyzedWorkflow look = AnalyzedWorkflow.of(root, child("a", 10, 50).task("Find x"));
        assertThat(context(look, "a").delegationReason()).isEqualTo(DelegationReason.SCOPE);
    }

    @ParameterizedTest
    @CsvSource({
        "12,60000,LOW",
        "13,60000,MEDIUM",
        "12,60001,MEDIUM",
        "29,239999,MEDIUM",
        "30,1000,HIGH",
        "0,240000,HIGH"
    })
    void shouldJudgeTheAllocationByCallsAndTime(int calls, long ms, ResourceAllocation expected) {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 300_000), child("a", 10, 10 + ms).calls(calls));

        assertThat(context(workflow, "a").resourceAllocation()).isEqualTo(expected);
    }

    @Test
    void shouldHaveNoAllocationWhileAnAgentRuns() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000), agent("a").asked(10).ran(10, 50).ended(AgentState.ACTIVE));

        assertThat(context(workflow, "a").resourceAllocation()).isNull();
        assertThat(context(workflow, "a").completionTimeMs()).isNull();
    }
}
