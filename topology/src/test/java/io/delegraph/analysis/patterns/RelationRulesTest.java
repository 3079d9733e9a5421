package io.delegraph.analysis.patterns;

import static io.delegraph.analysis.graph.ExecutionFixture.agent;
import static io.delegraph.analysis.graph.ExecutionFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.lifecycle.AgentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-offs, peers and orchestrators. */
class RelationRulesTest {
    private static ExecutionFixture child(String id, long from, long to) {
        return agent(id).asked(from).ran(from, to).answered(to);
    }

    private static AnalyzedWorkflow of(ExecutionFixture... children) {
        ExecutionFixture[] all = new ExecutionFixture[children.length + 1];
        all[0] = root().ran(0, 1000);
        System.arraycopy(children, 0, all, 1, children.length);
        return AnalyzedWorkflow.of(all);
    }

    @Test
    void shouldHandOffAResultThatAPromptCarries() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 50).results(90, "aaaabbbbcccc"),
                child("b", 60, 90).prompted(99, "ddddbbbbaaaa"),
                child("c", 100, 150).prompted(99, "ddddbbbb"));

        // c contains only one of the phrases, which may be coincidence
        assertThat(workflow.relations()).containsExactly("HAND_OFF a b [RESULT]");
        assertThat(workflow.part("a").context().coordinationPattern()).isEqualTo(CoordinationPattern.COLLABORATIVE);
        assertThat(workflow.part("b").context().coordinationPattern()).isEqualTo(CoordinationPattern.COLLABORATIVE);
        assertThat(workflow.part("c").context().coordinationPattern()).isEqualTo(CoordinationPattern.SUPERVISED);
    }

    @Test
    void shouldHandOffAFileFromWhoWroteItLast() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 50).writes("f", 20).writes("g", 20),
                child("b", 60, 90).writes("f", 70),
                child("c", 100, 150).reads("f", 110).reads("g", 110).reads("h", 110));

        assertThat(workflow.relations())
                .containsExactly("HAND_OFF a b [FILE]", "HAND_OFF a c [FILE]", "HAND_OFF b c [FILE]");
    }

    @Test
    void shouldNotHandOffWhatOnlyTheRootWroteOrWhatWasReadOnly() {
        AnalyzedWorkflow workflow = AnalyzedWorkflow.of(
                root().ran(0, 1000).writes("f", 5),
                child("a", 10, 50).reads("f", 20).reads("g", 30),
                child("b", 60, 90).reads("f", 70).reads("g", 70));

        assertThat(workflow.relations()).isEmpty();
    }

    /** The second agent was requested while the first one was at work. */
    @Test
    void shouldNotHandOffWhenTheFirstAgentHadNotEnded() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 50).writes("f", 20),
                agent("b").asked(40).ran(60, 90).answered(90).reads("f", 70),
                agent("c").asked(60).ran(60, 100).writes("g", 70).ended(AgentState.ACTIVE),
                agent("d").asked(100).ran(100, 100).reads("g", 100).ended(AgentState.ACTIVE));

        assertThat(workflow.relations()).isEmpty();
    }

    @Test
    void shouldNotHandOffBetweenParentAndChild() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 200).writes("f", 20),
                child("b", 30, 60).under("a", 2).reads("f", 40).writes("f", 50));

        assertThat(workflow.relations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // direct successors: built and checked, criticised and fixed, explored and planned
        "Implement the parser,Review everything,true",
        "Review everything,Fix the parser,true",
        // both name the same thing
        "Explore parser internals,Implement the parser,true",
        // an analysis may serve any purpose
        "Explore the lexer,Implement the parser,false",
        "Implement the parser,Write the lexer,false",
        "Review the parser,Review the parser,false",
        "Implement the parser,Find the parser,false"
    })
    void shouldHandOffByRelatedTasks(String first, String second, boolean expected) {
        AnalyzedWorkflow workflow =
                of(child("a", 10, 50).task(first), child("b", 60, 90).task(second));

        assertThat(workflow.relations().contains("HAND_OFF a b [TASK]")).isEqualTo(expected);
    }

    @Test
    void shouldHandOffAnExplorationToAPlan() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 50).is("Explore").task("Explore the lexer"),
                child("b", 60, 90).is("Plan").task("Design everything"));

        assertThat(workflow.relations()).contains("HAND_OFF a b [TASK]");
    }

    @Test
    void shouldNotHandOffWhenTheFirstAgentFailed() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 50).task("Implement the parser").ended(AgentState.FAILED),
                child("b", 60, 90).task("Review the parser"));

        assertThat(workflow.relations()).isEmpty();
    }

    @Test
    void shouldFindPeersWhenAgentsShareWorkAtTheSameTime() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 90).writes("f", 20),
                child("b", 10, 90).reads("f", 30).sends("c", 40, 5),
                child("c", 10, 90).reads("f", 50),
                child("d", 100, 150).writes("f", 110));

        // b and c read what a writes, and b writes to c; d comes later
        assertThat(workflow.relations())
                .contains("PEER a b [FILE]", "PEER a c [FILE]", "PEER b c [MESSAGE]")
                .noneMatch(relation -> relation.startsWith("PEER") && relation.contains("d"));
    }

    @Test
    void shouldFindNoPeersWhenParentsDiffer() {
        AnalyzedWorkflow workflow = of(
                child("a", 10, 200),
                child("b", 20, 100).under("a", 2).writes("f", 30),
                child("c", 10, 200).writes("f", 40));

        assertThat(workflow.relations()).noneMatch(relation -> relation.startsWith("PEER"));
    }

    @Test
    void shouldFindAnOrchestratorWhenSpecialisedTypesAreAwaited() {
        AnalyzedWorkflow workflow =
                of(child("a", 10, 50).is("dev"), child("b", 60, 90).is("qa"));
        assertThat(workflow.delegator("root").orchestrator()).isTrue();
        assertThat(workflow.relations())
                .contains("ORCHESTRATION root a [STRUCTURE]", "ORCHESTRATION root b [STRUCTURE]");

        AnalyzedWorkflow general =
                of(child("a", 10, 50).is("dev"), child("b", 60, 90).is("general-purpose"));
        assertThat(general.delegator("root").orchestrator()).isFalse();

        AnalyzedWorkflow unawaited = of(
                child("a", 10, 50).is("dev"),
                agent("b").is("qa").inBackground().asked(60).ran(60, 90));
        assertThat(unawaited.delegator("root").orchestrator()).isFalse();
    }
}
