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
        AnalyzedWorkflow it = of(
                child("a", 10, 50).results(90, "aaaabbbbcccc"),
                child("b", 60, 90).prompted(99, "ddddbbbbaaaa"),
                child("c", 100, 150).prompted(99, "ddddbbbb"));

        // c carries one phrase only: that may be chance
        assertThat(it.relations()).containsExactly("HAND_OFF a b [RESULT]");
        assertThat(it.part("a").context().coordinationPattern()).isEqualTo(CoordinationPattern.COLLABORATIVE);
        assertThat(it.part("b").context().coordinationPattern()).isEqualTo(CoordinationPattern.COLLABORATIVE);
        assertThat(it.part("c").context().coordinationPattern()).isEqualTo(CoordinationPattern.SUPERVISED);
    }

    @Test
    void shouldHandOffAFileFromWhoWroteItLast() {
        AnalyzedWorkflow it = of(
                child("a", 10, 50).writes("f", 20).writes("g", 20),
                child("b", 60, 90).writes("f", 70),
                child("c", 100, 150).reads("f", 110).reads("g", 110).reads("h", 110));

        assertThat(it.relations()).containsExactly("HAND_OFF a b [FILE]", "HAND_OFF a c [FILE]", "HAND_OFF b c [FILE]");
    }

    @Test
    void shouldNotHandOffWhatOnlyTheRootWroteOrWhatWasReadOnly() {
        AnalyzedWorkflow it = AnalyzedWorkflow.of(
                root().ran(0, 1000).writes("f", 5),
                child("a", 10, 50).reads("f", 20).reads("g", 30),
                child("b", 60, 90).reads("f", 70).reads("g", 70));

        assertThat(it.relations()).isEmpty();
    }

    /** Asked for while the other one was at work. */
    @Test
    void shouldNotHandOffFromWhoHadNotEnded() {
        AnalyzedWorkflow it = of(
                child("a", 10, 50).writes("f", 20),
                agent("b").asked(40).ran(60, 90).answered(90).reads("f", 70),
                agent("c").asked(60).ran(60, 100).writes("g", 70).ended(AgentState.ACTIVE),
                agent("d").asked(100).ran(100, 100).reads("g", 100).ended(AgentState.ACTIVE));

        assertThat(it.relations()).isEmpty();
    }

    @Test
    void shouldNotHandOffBetweenParentAndChild() {
        AnalyzedWorkflow it = of(
                child("a", 10, 200).writes("f", 20),
                child("b", 30, 60).under("a", 2).reads("f", 40).writes("f", 50));

        assertThat(it.relations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // right behind each other: built and checked, found fault with and mended, explored and planned
        "Implement the parser,Review everything,true",
        "Review everything,Fix the parser,true",
        // the same thing is named
        "Explore parser internals,Implement the parser,true",
        // an analysis may be for anything
        "Explore the lexer,Implement the parser,false",
        "Implement the parser,Write the lexer,false",
        "Review the parser,Review the parser,false",
        "Implement the parser,Find the parser,false"
    })
    void shouldHandOffWhatTheTasksTell(String first, String second, boolean expected) {
        AnalyzedWorkflow it =
                of(child("a", 10, 50).toldTo(first), child("b", 60, 90).toldTo(second));

        assertThat(it.relations().contains("HAND_OFF a b [TASK]")).isEqualTo(expected);
    }

    @Test
    void shouldHandOffAnExplorationToAPlan() {
        AnalyzedWorkflow it = of(
                child("a", 10, 50).is("Explore").toldTo("Explore the lexer"),
                child("b", 60, 90).is("Plan").toldTo("Design everything"));

        assertThat(it.relations()).contains("HAND_OFF a b [TASK]");
    }

    @Test
    void shouldNotHandOffTheTaskOfWhoFailed() {
        AnalyzedWorkflow it = of(
                child("a", 10, 50).toldTo("Implement the parser").ended(AgentState.FAILED),
                child("b", 60, 90).toldTo("Review the parser"));

        assertThat(it.relations()).isEmpty();
    }

    @Test
    void shouldCallThosePeersWhoShareWorkAtTheSameTime() {
        AnalyzedWorkflow it = of(
                child("a", 10, 90).writes("f", 20),
                child("b", 10, 90).reads("f", 30).sends("c", 40, 5),
                child("c", 10, 90).reads("f", 50),
                child("d", 100, 150).writes("f", 110));

        // b and c read what a writes, and b writes to c; d comes later
        assertThat(it.relations())
                .contains("PEER a b [FILE]", "PEER a c [FILE]", "PEER b c [MESSAGE]")
                .noneMatch(relation -> relation.startsWith("PEER") && relation.contains("d"));
    }

    @Test
    void shouldNotCallThosePeersWhoWorkForDifferentParents() {
        AnalyzedWorkflow it = of(
                child("a", 10, 200),
                child("b", 20, 100).under("a", 2).writes("f", 30),
                child("c", 10, 200).writes("f", 40));

        assertThat(it.relations()).noneMatch(relation -> relation.startsWith("PEER"));
    }

    @Test
    void shouldCallOrchestratorWhoWaitsForSeveralSpecialisedTypes() {
        AnalyzedWorkflow it =
                of(child("a", 10, 50).is("dev"), child("b", 60, 90).is("qa"));
        assertThat(it.delegator("root").orchestrator()).isTrue();
        assertThat(it.relations()).contains("ORCHESTRATION root a [STRUCTURE]", "ORCHESTRATION root b [STRUCTURE]");

        AnalyzedWorkflow general =
                of(child("a", 10, 50).is("dev"), child("b", 60, 90).is("general-purpose"));
        assertThat(general.delegator("root").orchestrator()).isFalse();

        AnalyzedWorkflow unawaited = of(
                child("a", 10, 50).is("dev"),
                agent("b").is("qa").inBackground().asked(60).ran(60, 90));
        assertThat(unawaited.delegator("root").orchestrator()).isFalse();
    }
}
