package io.delegraph.analysis.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.Activity;
import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.RandomWorkflowExecution;
import io.delegraph.analysis.graph.TimeRange;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.QualityGate;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.Segment;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowGraph.ConcurrencyLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of every workflow, even with contradictory data. */
class WorkflowPropertyTest {
    private static final int AGENTS = 14;

    private static WorkflowExecution episode(long seed) {
        return RandomWorkflowExecution.wild(RandomWorkflowExecution.wildWorks(seed, AGENTS));
    }

    @Property(tries = 500)
    void shouldNotDependOnTheOrderOfTheAgents(@ForAll long seed, @ForAll long order) {
        List<AgentExecution> agents = RandomWorkflowExecution.wildWorks(seed, AGENTS);
        List<AgentExecution> shuffled = new ArrayList<>(agents);
        Collections.shuffle(shuffled, new Random(order));

        assertThat(AnalyzedWorkflow.of(RandomWorkflowExecution.wild(shuffled)))
                .isEqualTo(AnalyzedWorkflow.of(RandomWorkflowExecution.wild(agents)));
    }

    @Property(tries = 1000)
    void shouldSumTheLevelsUpToTheElapsedAndTheActiveTime(@ForAll long seed) {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(episode(seed));
        Coordination coordination = workflow.numbers();

        assertThat(workflow.graph().concurrency().stream()
                        .mapToLong(ConcurrencyLevel::ms)
                        .sum())
                .isEqualTo(coordination.elapsedMs());
        assertThat(workflow.graph().concurrency().stream()
                        .mapToLong(level -> level.agents() * level.ms())
                        .sum())
                .isEqualTo(coordination.activeMs());
        assertThat(workflow.graph().concurrency())
                .extracting(ConcurrencyLevel::agents)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(workflow.levels().keySet().stream().reduce(0, Math::max)).isEqualTo(coordination.peakConcurrency());
    }

    @Property(tries = 1000)
    void shouldNotSpeedUpBeyondTheAgentsAtWorkAtOnce(@ForAll long seed) {
        Coordination coordination = AnalyzedWorkflow.of(episode(seed)).numbers();

        assertThat(coordination.activeMs()).isBetween(0L, coordination.peakConcurrency() * coordination.elapsedMs());
        if (coordination.speedUp() != null) {
            assertThat(coordination.speedUp()).isBetween(0.0, (double) coordination.peakConcurrency());
        }
        if (coordination.parallelEfficiency() != null) {
            assertThat(coordination.parallelEfficiency()).isBetween(0.0, 1.0);
        }
    }

    @Property(tries = 1000)
    void shouldHaveACriticalPathInOrderWithinTheElapsedTime(@ForAll long seed) {
        WorkflowExecution execution = episode(seed);
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(execution);

        assertThat(workflow.numbers().criticalPathMs())
                .isBetween(0L, workflow.numbers().elapsedMs());
        long reached = execution.span().from();
        long drawn = 0;
        for (Segment segment : workflow.graph().criticalPath()) {
            assertThat(segment.from()).isGreaterThanOrEqualTo(reached);
            assertThat(segment.to())
                    .isGreaterThan(segment.from())
                    .isLessThanOrEqualTo(execution.span().to());
            reached = segment.to();
            drawn += segment.to() - segment.from();
        }
        assertThat(drawn).isLessThanOrEqualTo(workflow.numbers().criticalPathMs());
        if (workflow.numbers().delegatedCriticalShare() != null) {
            assertThat(workflow.numbers().delegatedCriticalShare()).isBetween(0.0, 1.0);
        }
    }

    /** Each segment matches its agent's activity at that time. */
    @Property(tries = 500)
    void shouldMatchActivitiesOnTheCriticalPath(@ForAll long seed) {
        WorkflowExecution execution = episode(seed);

        for (Segment segment : AnalyzedWorkflow.of(execution).graph().criticalPath()) {
            Activity activity = Activity.of(execution.execution(segment.agentId()), execution);
            TimeRange span = new TimeRange(segment.from(), segment.to());
            switch (segment.kind()) {
                case WORK -> assertThat(activity.work()).anyMatch(range -> range.overlapMs(span) == span.lengthMs());
                case PERSON ->
                    assertThat(activity.person()).anyMatch(range -> range.overlapMs(span) == span.lengthMs());
                case HANDOVER ->
                    assertThat(execution.execution(segment.agentId()).isRoot()).isFalse();
            }
        }
    }

    /** The critical path becomes shorter by at most half its work; all agents of a type save at least as much as one of them. */
    @Property(tries = 1000)
    void shouldSaveAtMostHalfOfWhatIsCritical(@ForAll long seed) {
        WorkflowExecution execution = episode(seed);
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(execution);

        for (AgentPart part : workflow.graph().agents()) {
            assertThat(part.halfTimeSavesMs()).isBetween(0L, part.criticalMs() / 2);
            assertThat(part.criticalMs()).isBetween(0L, part.activeMs());
        }
        for (TypePart type : workflow.graph().types()) {
            assertThat(type.halfTimeSavesMs()).isBetween(0L, type.criticalMs() / 2);
            long most = execution.executions().stream()
                    .filter(agent -> type.agentType().equals(agent.type()))
                    .mapToLong(agent -> workflow.part(agent.agentId()).halfTimeSavesMs())
                    .max()
                    .orElseThrow();
            assertThat(type.halfTimeSavesMs()).isGreaterThanOrEqualTo(most);
        }
    }

    @Property(tries = 1000)
    void shouldHaveNoNegativeSlack(@ForAll long seed) {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(episode(seed));

        for (AgentPart part : workflow.graph().agents()) {
            if (part.slackMs() != null) {
                assertThat(part.slackMs()).isBetween(0L, workflow.numbers().criticalPathMs());
            }
            assertThat(List.of(
                            part.startDelayMs() == null ? 0 : part.startDelayMs(),
                            part.returnDelayMs() == null ? 0 : part.returnDelayMs()))
                    .allMatch(delay -> delay >= 0);
        }
    }

    @Property(tries = 1000)
    void shouldSplitEveryRunIntoWorkAndWaits(@ForAll long seed) {
        WorkflowExecution execution = episode(seed);

        for (AgentExecution agent : execution.executions()) {
            Activity activity = Activity.of(agent, execution);
            for (long ms = execution.span().from(); ms < execution.span().to(); ms++) {
                TimeRange moment = new TimeRange(ms, ms + 1);
                boolean on = agent.runs().stream().anyMatch(run -> run.overlapMs(moment) > 0);
                long parts = List.of(activity.work(), activity.waiting(), activity.person()).stream()
                        .flatMap(List::stream)
                        .filter(part -> part.overlapMs(moment) > 0)
                        .count();
                assertThat(parts).as("%s at %d", agent, ms).isEqualTo(on ? 1 : 0);
            }
        }
    }

    @Property(tries = 500)
    void shouldPutEveryChildIntoOneStage(@ForAll long seed) {
        WorkflowExecution execution = episode(seed);
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(execution);

        for (String delegator : execution.delegators()) {
            List<Stage> stages = workflow.graph().stages().stream()
                    .filter(stage -> stage.delegatorAgentId().equals(delegator))
                    .toList();
            assertThat(stages.stream().flatMap(stage -> stage.agentIds().stream()))
                    .containsExactlyInAnyOrderElementsOf(execution.children(delegator).stream()
                            .map(AgentExecution::agentId)
                            .toList());
            assertThat(stages)
                    .extracting(Stage::number)
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, stages.size())
                            .mapToObj(Math::toIntExact)
                            .toList());
            assertThat(workflow.delegator(delegator).idleLaneMs()).isNotNegative();
            assertThat(workflow.delegator(delegator).evenSplitSavesMs()).isNotNegative();
            assertThat(workflow.delegator(delegator).peakChildren())
                    .isBetween(1, execution.children(delegator).size());
        }
    }

    @Property(tries = 1000)
    void shouldAddNoMoreTimeByChecksThanThereWas(@ForAll long seed) {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(episode(seed));
        Coordination coordination = workflow.numbers();

        assertThat(coordination.gated()).isBetween(coordination.reworked(), coordination.implementations());
        assertThat(coordination.implementations())
                .isLessThanOrEqualTo(workflow.graph().agents().size());
        assertThat(workflow.graph().gates()).hasSize(coordination.gated());
        assertThat(coordination.gateMs()).isBetween(0L, coordination.elapsedMs());
        for (QualityGate gate : workflow.graph().gates()) {
            assertThat(gate.addedMs()).isBetween(0L, coordination.gateMs());
            assertThat(gate.validatorAgentIds()).isNotEmpty().doesNotContain(gate.agentId());
            assertThat(gate.evidence()).isNotEmpty();
        }
        assertThat(workflow.graph().gates().stream()
                        .mapToLong(QualityGate::addedMs)
                        .sum())
                .isGreaterThanOrEqualTo(coordination.gateMs());
    }

    @Property(tries = 500)
    void shouldNumberRoundsOneAfterTheOther(@ForAll long seed) {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(episode(seed));

        for (Delegator delegator : workflow.graph().delegators()) {
            int last = 0;
            for (Stage stage : workflow.graph().stages()) {
                if (stage.delegatorAgentId().equals(delegator.agentId()) && stage.iteration() != null) {
                    assertThat(stage.iteration()).isBetween(Math.max(1, last), last + 1);
                    last = stage.iteration();
                }
            }
            assertThat(last == 0
                            || workflow.graph().stages().stream()
                                    .anyMatch(stage ->
                                            stage.delegatorAgentId().equals(delegator.agentId()) && stage.repeats()))
                    .isTrue();
        }
        // a hand-off goes into one stage at most, its receiver's
        assertThat(workflow.graph().stages().stream().mapToInt(Stage::handOffs).sum())
                .isLessThanOrEqualTo((int) workflow.graph().relations().stream()
                        .filter(relation -> relation.kind() == Relation.Kind.HAND_OFF)
                        .count());
    }
}
