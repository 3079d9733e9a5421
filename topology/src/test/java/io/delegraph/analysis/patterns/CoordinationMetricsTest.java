package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delegraph.analysis.graph.TimeRange;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Metrics of small workflows, computed by hand. Times in ms. {@code #} work, {@code .} waiting, {@code ?} waiting for a person. */
class CoordinationMetricsTest {
    private static final Offset<Double> THREE_PLACES = within(0.001);

    /**
     * <pre>
     * root  0####10......................60####80
     * a          10 asked, 12######55, 60 answered
     * </pre>
     */
    @Test
    void shouldFollowOneAwaitedChild() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 80),
                agent("a")
                        .asked(10)
                        .ran(12, 55)
                        .answered(60)
                        .tokens(7)
                        .prompted(100, null)
                        .results(20, null));

        assertThat(workflow.criticalPath())
                .containsExactly(
                        "root work 0-10", "a handover 10-12", "a work 12-55", "a handover 55-60", "root work 60-80");
        assertThat(workflow.numbers().criticalPathMs()).isEqualTo(80);
        // root 10 + 20, a 43
        assertThat(workflow.numbers().activeMs()).isEqualTo(73);
        assertThat(workflow.numbers().speedUp()).isCloseTo(73 / 80.0, THREE_PLACES);
        assertThat(workflow.numbers().parallelEfficiency()).isCloseTo(73 / 80.0 / 1, THREE_PLACES);
        // nobody from 10 to 12 and from 55 to 60
        assertThat(workflow.levels()).isEqualTo(Map.of(0, 7L, 1, 73L));
        assertThat(workflow.numbers().peakConcurrency()).isEqualTo(1);
        assertThat(workflow.numbers().delegatedCriticalShare()).isCloseTo(43 / 80.0, THREE_PLACES);
        assertThat(workflow.numbers().startDelayMs()).isEqualTo(2);
        assertThat(workflow.numbers().returnDelayMs()).isEqualTo(5);
        assertThat(workflow.numbers().parentWaitedMs()).isEqualTo(50);
        assertThat(workflow.numbers().syncPoints()).isEqualTo(1);
        assertThat(workflow.numbers().fanOut()).isEqualTo(1);
        assertThat(workflow.numbers().depth()).isEqualTo(1);
        // a request and a result
        assertThat(workflow.numbers().messages()).isEqualTo(2);
        assertThat(workflow.numbers().dataTransferChars()).isEqualTo(120);
        assertThat(workflow.numbers().tokens()).isEqualTo(7);
        AgentPart a = workflow.part("a");
        assertThat(a.activeMs()).isEqualTo(43);
        assertThat(a.criticalMs()).isEqualTo(43);
        assertThat(a.slackMs()).isZero();
        // 43 would be 22
        assertThat(a.halfTimeSavesMs()).isEqualTo(21);
        assertThat(a.context().completionTimeMs()).isEqualTo(45);
        assertThat(a.context().efficiency()).isEqualTo(1.0);
        assertThat(a.context().syncPoints()).isEqualTo(1);
        assertThat(workflow.part("root").waitedMs()).isEqualTo(50);
        // 10 would be 5, 20 would be 10
        assertThat(workflow.part("root").halfTimeSavesMs()).isEqualTo(15);
        assertThat(workflow.part("root").context().efficiency()).isCloseTo(30 / 80.0, THREE_PLACES);
    }

    /**
     * <pre>
     * root  0##10..............................70###100
     * a         10#######40
     * b         10#############################70
     * c         10############50
     * </pre>
     */
    @Test
    void shouldWaitForTheSlowestOfAFan() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").is("Explore").asked(10).ran(10, 40).answered(40),
                agent("b").is("Explore").asked(10).ran(10, 70).answered(70),
                agent("c").is("Explore").asked(10).ran(10, 50).answered(50));

        assertThat(workflow.criticalPath()).containsExactly("root work 0-10", "b work 10-70", "root work 70-100");
        // root 40, a 30, b 60, c 40
        assertThat(workflow.numbers().speedUp()).isCloseTo(1.7, THREE_PLACES);
        assertThat(workflow.numbers().parallelEfficiency()).isCloseTo(1.7 / 3, THREE_PLACES);
        // one: root's 40, b from 50 to 70; two: b and c from 40 to 50; three: from 10 to 40
        assertThat(workflow.levels()).isEqualTo(Map.of(1, 60L, 2, 10L, 3, 30L));
        assertThat(workflow.part("a").slackMs()).isEqualTo(30);
        assertThat(workflow.part("b").slackMs()).isZero();
        assertThat(workflow.part("c").slackMs()).isEqualTo(20);
        // b would take 30, then c's 40 are waited for instead of 60
        assertThat(workflow.part("b").halfTimeSavesMs()).isEqualTo(20);
        assertThat(workflow.part("c").halfTimeSavesMs()).isZero();
        // 15, 30, 20 instead of 30, 60, 40
        assertThat(workflow.type("Explore").halfTimeSavesMs()).isEqualTo(30);
        assertThat(workflow.type("Explore").activeMs()).isEqualTo(130);
        assertThat(workflow.type("Explore").criticalMs()).isEqualTo(60);
        Delegator root = workflow.delegator("root");
        assertThat(root.peakChildren()).isEqualTo(3);
        // 60 by 130/3
        assertThat(root.timeImbalance()).isCloseTo(1.385, THREE_PLACES);
        // a from 40, c from 50, until 70
        assertThat(root.idleLaneMs()).isEqualTo(50);
        // 130 over three is 43 and a third: 60 - 44
        assertThat(root.evenSplitSavesMs()).isEqualTo(16);
        assertThat(workflow.numbers().parentWaitedMs()).isEqualTo(60);
        assertThat(workflow.numbers().syncPoints()).isEqualTo(1);
        assertThat(workflow.numbers().fanOut()).isEqualTo(3);
    }

    /**
     * <pre>
     * root 0##10.......................................90##100
     * a        10##20..........................80##90
     * b            20##30..............60###80
     * c                30##############60
     * </pre>
     */
    @Test
    void shouldGoDownAndUpANestedChain() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").asked(10).ran(10, 90).answered(90),
                agent("b").under("a", 2).asked(20).ran(20, 80).answered(80),
                agent("c").under("b", 3).asked(30).ran(30, 60).answered(60));

        assertThat(workflow.criticalPath())
                .containsExactly(
                        "root work 0-10",
                        "a work 10-20",
                        "b work 20-30",
                        "c work 30-60",
                        "b work 60-80",
                        "a work 80-90",
                        "root work 90-100");
        assertThat(workflow.levels()).isEqualTo(Map.of(1, 100L));
        assertThat(workflow.numbers().speedUp()).isEqualTo(1.0);
        assertThat(workflow.numbers().depth()).isEqualTo(3);
        // root 80, a 60, b 30
        assertThat(workflow.numbers().parentWaitedMs()).isEqualTo(170);
        assertThat(workflow.numbers().syncPoints()).isEqualTo(3);
        assertThat(workflow.graph().agents())
                .filteredOn(part -> part.slackMs() != null)
                .extracting(AgentPart::slackMs)
                .containsExactly(0L, 0L, 0L);
        assertThat(workflow.part("c").halfTimeSavesMs()).isEqualTo(15);
        // 10 and 20 would be 5 and 10
        assertThat(workflow.part("b").halfTimeSavesMs()).isEqualTo(15);
        assertThat(workflow.part("b").waitedMs()).isEqualTo(30);
        // all but the root's 20
        assertThat(workflow.numbers().delegatedCriticalShare()).isCloseTo(0.8, THREE_PLACES);
    }

    /**
     * <pre>
     * root 0##10...........40##50.................90##100
     * a        10#####30
     * b        10##########40
     * c                        50#################90
     * d                        50########70
     * </pre>
     */
    @Test
    void shouldCountEachWaveByItself() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").asked(10).ran(10, 30).answered(30),
                agent("b").asked(10).ran(10, 40).answered(40),
                agent("c").asked(50).ran(50, 90).answered(90),
                agent("d").asked(50).ran(50, 70).answered(70));

        assertThat(workflow.graph().orchestration()).isEqualTo(WorkflowOrchestration.WAVE);
        assertThat(workflow.graph().stages())
                .containsExactly(
                        Stage.builder()
                                .number(1)
                                .delegatorAgentId("root")
                                .agentIds(List.of("a", "b"))
                                .startedAt(10)
                                .endedAt(40L)
                                .build(),
                        Stage.builder()
                                .number(2)
                                .delegatorAgentId("root")
                                .agentIds(List.of("c", "d"))
                                .startedAt(50)
                                .endedAt(90L)
                                .build());
        assertThat(workflow.criticalPath())
                .containsExactly(
                        "root work 0-10", "b work 10-40", "root work 40-50", "c work 50-90", "root work 90-100");
        // root 30, a 20, b 30, c 40, d 20
        assertThat(workflow.numbers().speedUp()).isCloseTo(1.4, THREE_PLACES);
        assertThat(workflow.levels()).isEqualTo(Map.of(1, 60L, 2, 40L));
        assertThat(workflow.part("a").slackMs()).isEqualTo(10);
        assertThat(workflow.part("d").slackMs()).isEqualTo(20);
        // 10, 15 and 20, 10: 15 + 20 instead of 30 + 40
        assertThat(workflow.type("general-purpose").halfTimeSavesMs()).isEqualTo(35);
        assertThat(workflow.numbers().syncPoints()).isEqualTo(2);
        assertThat(workflow.numbers().parentWaitedMs()).isEqualTo(70);
        // a 10, d 20
        assertThat(workflow.delegator("root").idleLaneMs()).isEqualTo(30);
        // 30 - 25, 40 - 30
        assertThat(workflow.delegator("root").evenSplitSavesMs()).isEqualTo(15);
        assertThat(workflow.delegator("root").peakChildren()).isEqualTo(2);
    }

    /**
     * <pre>
     * root 0####10####30                    75###90
     * a         10 asked, 12##########70
     * </pre>
     */
    @Test
    void shouldFollowABackgroundAgentThatResumesTheRoot() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 30).ran(75, 90),
                agent("a").inBackground().asked(10).ran(12, 70));

        assertThat(workflow.criticalPath())
                .containsExactly(
                        "root work 0-10", "a handover 10-12", "a work 12-70", "a handover 70-75", "root work 75-90");
        // root 45, a 58
        assertThat(workflow.numbers().activeMs()).isEqualTo(103);
        // two from 12 to 30, nobody from 70 to 75
        assertThat(workflow.levels()).isEqualTo(Map.of(0, 5L, 1, 67L, 2, 18L));
        assertThat(workflow.part("a").slackMs()).isZero();
        assertThat(workflow.part("a").halfTimeSavesMs()).isEqualTo(29);
        assertThat(workflow.numbers().parentWaitedMs()).isZero();
        assertThat(workflow.numbers().syncPoints()).isZero();
        assertThat(workflow.part("a").returnDelayMs()).isNull();
    }

    /**
     * <pre>
     * root 0####10##########50 52##60
     * a         10####30
     * </pre>
     */
    @Test
    void shouldNotWaitForABackgroundAgentThatEndedWhileTheRootWasAtWork() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 50).ran(52, 60),
                agent("a").inBackground().asked(10).ran(10, 30));

        assertThat(workflow.criticalPath()).containsExactly("root work 0-50", "a handover 50-52", "root work 52-60");
        assertThat(workflow.part("a").slackMs()).isEqualTo(20);
        assertThat(workflow.part("a").halfTimeSavesMs()).isZero();
    }

    /**
     * <pre>
     * root 0##10##20                   65###80
     * a        10########40
     * b        10#################60
     * </pre>
     */
    @Test
    void shouldWaitForTheLastBackgroundAgentBeforeTheRootGoesOn() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 20).ran(65, 80),
                agent("a").inBackground().asked(10).ran(10, 40),
                agent("b").inBackground().asked(10).ran(10, 60));

        assertThat(workflow.criticalPath())
                .containsExactly("root work 0-10", "b work 10-60", "b handover 60-65", "root work 65-80");
        assertThat(workflow.part("a").slackMs()).isEqualTo(20);
        assertThat(workflow.part("b").slackMs()).isZero();
        // a's 30 and b's 25: the root would go on 20 earlier
        assertThat(workflow.part("b").halfTimeSavesMs()).isEqualTo(20);
    }

    /**
     * <pre>
     * root 0##10##########50......................70##80
     * a        10 asked ###################70
     * </pre>
     *
     * The root went on after its request, and waited from 50 on.
     */
    @Test
    void shouldLetAParentWorkUntilItBeginsToWait() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 80), agent("a").asked(10).ran(10, 70).awaited(50, 70));

        assertThat(workflow.part("root").waitedMs()).isEqualTo(20);
        // two from 10 to 50
        assertThat(workflow.levels()).isEqualTo(Map.of(1, 40L, 2, 40L));
        assertThat(workflow.criticalPath()).containsExactly("root work 0-10", "a work 10-70", "root work 70-80");
        // a would end at 40, when the root is still at work until 50: 20 of waiting saved
        assertThat(workflow.part("a").halfTimeSavesMs()).isEqualTo(20);
    }

    /**
     * <pre>
     * root 0##10.......40##45##50               72##80
     * a        10######40     45 woken up, 46####70
     * </pre>
     */
    @Test
    void shouldFollowAResumedAgent() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 50).ran(72, 80).sends("a", 45, 9),
                agent("a").asked(10).ran(10, 40).answered(40).resumed(45).ran(46, 70),
                agent("b").asked(10).ran(10, 30).answered(30));

        assertThat(workflow.criticalPath())
                .containsExactly(
                        "root work 0-10",
                        "a work 10-40",
                        "root work 40-45",
                        "a handover 45-46",
                        "a work 46-70",
                        "a handover 70-72",
                        "root work 72-80");
        assertThat(workflow.numbers().repeatedRuns()).isEqualTo(1);
        // two requests, two results, a message
        assertThat(workflow.numbers().messages()).isEqualTo(5);
        assertThat(workflow.numbers().dataTransferChars()).isEqualTo(9);
        assertThat(workflow.part("a").activeMs()).isEqualTo(54);
        // 30 and 24 would be 15 and 12, but b ends at 30 only: 10 + 12
        assertThat(workflow.part("a").halfTimeSavesMs()).isEqualTo(22);
        assertThat(workflow.part("a").context().messageCount()).isEqualTo(3);
        assertThat(workflow.part("a").context().dataTransferChars()).isEqualTo(9);
        // its first run's end: the second one is no part of the stage
        assertThat(workflow.graph().stages().getFirst().endedAt()).isEqualTo(40);
        assertThat(workflow.delegator("root").idleLaneMs()).isEqualTo(10);
        assertThat(workflow.graph().orchestration()).isEqualTo(WorkflowOrchestration.LOOP);
    }

    /**
     * <pre>
     * root 0##10...........................60##70
     * a        10##20??????????40##########60
     * </pre>
     */
    @Test
    void shouldWaitForAPerson() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 70),
                agent("a").asked(10).ran(10, 60).asksAPerson(20, 40).answered(60));

        assertThat(workflow.criticalPath())
                .containsExactly("root work 0-10", "a work 10-20", "a person 20-40", "a work 40-60", "root work 60-70");
        assertThat(workflow.part("a").personMs()).isEqualTo(20);
        assertThat(workflow.part("a").context().efficiency()).isCloseTo(0.6, THREE_PLACES);
        // a person's time is not the agent's: 10 and 20 would be 5 and 10
        assertThat(workflow.part("a").halfTimeSavesMs()).isEqualTo(15);
        assertThat(workflow.levels()).isEqualTo(Map.of(0, 20L, 1, 50L));
    }

    /**
     * <pre>
     * root 0##10.......40##50..........90##100
     * a        10######40 lost
     * b                    50##########90 the same again
     * </pre>
     */
    @Test
    void shouldCountALostAgentAndItsRetry() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").task("Fix it").asked(10).ran(10, 40).ended(AgentState.LOST),
                agent("b").task("Fix it").asked(50).ran(50, 90).answered(90));

        assertThat(workflow.numbers().failures()).isEqualTo(1);
        assertThat(workflow.numbers().retries()).isEqualTo(1);
        assertThat(workflow.graph().stages()).extracting(Stage::failures).containsExactly(1, 0);
        assertThat(workflow.criticalPath())
                .containsExactly(
                        "root work 0-10", "a work 10-40", "root work 40-50", "b work 50-90", "root work 90-100");
        assertThat(workflow.part("a").returnDelayMs()).isNull();
    }

    /** A failed agent that took no time is not its own retry. */
    @Test
    void shouldNotTakeAnAgentForItsOwnRetry() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 10),
                agent("a").task("Fix it").asked(5).ran(5, 5).answered(5).ended(AgentState.FAILED));

        assertThat(workflow.numbers().retries()).isZero();
    }

    @Test
    void shouldCountTheRetryOfARefusedRequest() {
        WorkflowExecution execution = new WorkflowExecution(
                new TimeRange(0, 50),
                List.of(
                        root().ran(0, 50).work(),
                        agent("a")
                                .is("Plan")
                                .task("Plan it")
                                .asked(10)
                                .ran(10, 40)
                                .answered(40)
                                .work()),
                List.of(
                        new WorkflowExecution.UnstartedRequest("Plan", "Plan it", 5),
                        new WorkflowExecution.UnstartedRequest("Plan", "Plan it", 45),
                        new WorkflowExecution.UnstartedRequest("plan", "Plan it", 5)));

        assertThat(AnalyzedWorkflow.of(execution).numbers().retries()).isEqualTo(1);
    }

    /** A restart without the end of an agent depends on nothing, because the end of a lost agent is not notified. */
    @Test
    void shouldIgnoreALostAgentAsTheCauseOfARestart() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 20).ran(90, 100),
                agent("a").inBackground().asked(10).ran(10, 50).ended(AgentState.LOST));

        // the root's 20 and 10 are shorter than up to a's end
        assertThat(workflow.criticalPath()).containsExactly("root work 0-10", "a work 10-50");
        assertThat(workflow.numbers().criticalPathMs()).isEqualTo(50);
    }

    @Test
    void shouldWorkWithoutTheRequestOrTheAnswer() {
        AnalyzedWorkflow workflow =
                AnalyzedWorkflow.of(root().ran(0, 60), agent("a").ran(10, 40));

        assertThat(workflow.criticalPath()).containsExactly("root work 0-10", "a work 10-40", "root work 40-60");
        assertThat(workflow.part("a").startDelayMs()).isNull();
        assertThat(workflow.part("a").returnDelayMs()).isNull();
        assertThat(workflow.numbers().startDelayMs()).isZero();
        assertThat(workflow.numbers().parentWaitedMs()).isEqualTo(30);
    }

    /** Clocks that differ by 2 ms: the agent began before its request, and ended after its answer. */
    @Test
    void shouldWorkWhenClocksDiffer() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 60), agent("a").asked(10).ran(8, 42).answered(40));

        // from 8 to 10 and from 40 to 42 both are at work
        assertThat(workflow.levels()).isEqualTo(Map.of(1, 56L, 2, 4L));
        assertThat(workflow.numbers().criticalPathMs()).isEqualTo(60);
        assertThat(workflow.criticalPath()).containsExactly("root work 0-8", "a work 8-40", "root work 40-60");
        assertThat(workflow.part("a").startDelayMs()).isZero();
        assertThat(workflow.part("a").returnDelayMs()).isZero();
    }

    /** An agent with an empty run is still what its parent waited for. */
    @Test
    void shouldKeepARunThatTookNoTime() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 60), agent("a").asked(10).ran(30, 30).answered(40));

        assertThat(workflow.criticalPath()).containsExactly("root work 0-10", "a handover 10-40", "root work 40-60");
        assertThat(workflow.part("a").slackMs()).isZero();
        assertThat(workflow.part("a").context().efficiency()).isNull();
    }

    /** b failed, and so did its parent a; c failed alone. */
    @Test
    void shouldCountPropagatedFailures() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").asked(10).ran(10, 50).answered(50).ended(AgentState.FAILED),
                agent("b").under("a", 2).asked(20).ran(20, 40).answered(40).ended(AgentState.FAILED),
                agent("c").asked(60).ran(60, 90).answered(90).ended(AgentState.KILLED));

        assertThat(workflow.numbers().failures()).isEqualTo(3);
        assertThat(workflow.numbers().propagatedFailures()).isEqualTo(1);
        // none of these gave a result
        assertThat(workflow.part("b").context().messageCount()).isEqualTo(1);
    }

    @Test
    void shouldCountFilesThatTwoWroteAtTheSameTime() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100).writes("f", 5),
                agent("a").asked(10).ran(10, 50).answered(50).writes("f", 20).writes("g", 20),
                agent("b").asked(10).ran(10, 50).answered(50).writes("f", 30).reads("g", 30),
                agent("c").asked(60).ran(60, 90).answered(90).writes("f", 70));

        // f by a and b; g was written by one, and c came later
        assertThat(workflow.numbers().fileConflicts()).isEqualTo(1);
    }

    /** Agents, one of them with unknown tokens. */
    @Test
    void shouldCountAgentsWithKnownTokens() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").asked(10).ran(10, 50).answered(50).tokens(300),
                agent("b").asked(10).ran(10, 50).answered(50).tokens(100),
                agent("c").asked(10).ran(10, 50).answered(50));

        assertThat(workflow.numbers().tokens()).isEqualTo(400);
        assertThat(workflow.numbers().tokensKnownOf()).isEqualTo(2);
        // 300 by 200
        assertThat(workflow.delegator("root").tokenImbalance()).isCloseTo(1.5, THREE_PLACES);
    }

    /** Costs in decimals: 0.1 and 0.2 are 0.3. The root works for other prompts too, so its cost is not included. */
    @Test
    void shouldSumTheKnownCosts() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100).costs(5),
                agent("a").asked(10).ran(10, 50).answered(50).costs(0.1),
                agent("b").asked(10).ran(10, 50).answered(50).costs(0.2),
                agent("c").asked(10).ran(10, 50).answered(50));

        assertThat(workflow.numbers().costUsd()).isEqualTo(0.3);
    }

    @Test
    void shouldHaveNoCostWhenNoneIsKnown() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 100),
                agent("a").asked(10).ran(10, 50).answered(50).tokens(300));

        assertThat(workflow.numbers().costUsd()).isNull();
    }

    @Test
    void shouldHaveNoRatiosWhenNoTimePassed() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(root().ran(5, 5));

        assertThat(workflow.numbers().elapsedMs()).isZero();
        assertThat(workflow.numbers().speedUp()).isNull();
        assertThat(workflow.numbers().parallelEfficiency()).isNull();
        assertThat(workflow.numbers().delegatedCriticalShare()).isNull();
        assertThat(workflow.criticalPath()).isEmpty();
        assertThat(workflow.graph().orchestration()).isEqualTo(WorkflowOrchestration.SINGLE);
    }
}
