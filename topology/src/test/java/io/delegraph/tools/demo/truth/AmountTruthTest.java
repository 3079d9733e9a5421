package io.delegraph.tools.demo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Amounts of small sessions, computed by hand. Times in ms. */
class AmountTruthTest {
    private static final long NO_END = Long.MAX_VALUE;

    private final SessionTruth session = new SessionTruth("s", true);

    private static Map<String, Label> of(SessionTruth truth, String agentId, long cut) {
        return truth.labels(cut).stream()
                .filter(label -> agentId.equals(label.subject()))
                .collect(Collectors.toMap(Label::fact, label -> label));
    }

    private static AgentTruth agent(
            SessionTruth truth, String id, AgentTruth parent, boolean background, long asked, long started) {
        truth.turn("prompt");
        AgentTruth agent =
                truth.agent(id, "general-purpose", parent, background, asked, started, ExpectedOutcome.ANALYSIS);
        agent.messages().request(100, asked);
        return agent;
    }

    /**
     * <pre>
     * lead 1000 asked, 1100######3000..................43000####60000 ? ? ?70000####101100
     * a                          3000 asked, 3100####43000
     * b                          3000 asked, 3100##20000
     * </pre>
     */
    @Test
    void shouldSubtractWaitsForChildrenAndPeople() {
        AgentTruth lead = agent(session, "lead", null, false, 1_000, 1_100);
        AgentTruth a = agent(session, "a", lead, false, 3_000, 3_100);
        AgentTruth b = agent(session, "b", lead, false, 3_000, 3_100);
        b.ended(AgentState.COMPLETED, 20_000, 20_000L);
        a.ended(AgentState.COMPLETED, 43_000, 43_000L);
        session.recordPause("lead", new Pause(Pause.WaitedFor.CHILDREN, 3_000, 43_000));
        session.recordPause("lead", new Pause(Pause.WaitedFor.PERSON, 60_000, 70_000));
        lead.messages().result(40, 101_100);
        lead.setTokens(5_000, 101_100L);
        lead.ended(AgentState.COMPLETED, 101_100, 101_100L);

        Map<String, Label> labels = of(session, "lead", NO_END);

        // on for 100,000, of which it waited 40,000 and 10,000
        assertThat(labels.get(FactNames.EFFICIENCY).value()).isEqualTo("0.5000");
        assertThat(labels.get(FactNames.COMPLETION_TIME).value()).isEqualTo("100100");
        // its own prompt and result; those of a and b are theirs
        assertThat(labels.get(FactNames.MESSAGES).value()).isEqualTo("2");
        assertThat(labels.get(FactNames.TRANSFER).value()).isEqualTo("140");
        // once for both of its children, once its parent for it
        assertThat(labels.get(FactNames.SYNC_POINTS).value()).isEqualTo("2");
        assertThat(labels.get(FactNames.USAGE).value()).isEqualTo("5000");
        assertThat(labels.values()).allMatch(Label::knowable);
        assertThat(of(session, "a", NO_END).get(FactNames.EFFICIENCY).value()).isEqualTo("1.0000");
        assertThat(of(session, "b", NO_END).get(FactNames.SYNC_POINTS).value()).isEqualTo("1");
    }

    @Test
    void shouldCountMessagesAndTheLatestResultWhenAnAgentIsResumed() {
        AgentTruth agent = agent(session, "a", null, true, 1_000, 1_000);
        agent.messages().result(30, 11_000);
        agent.setTokens(700, 11_000L);
        agent.ended(AgentState.COMPLETED, 11_000, 11_000L);
        agent.messages().message(20, 50_000);
        agent.resumed(50_000);
        agent.messages().result(55, 80_000);
        agent.setTokens(1_900, 80_000L);
        agent.ended(AgentState.COMPLETED, 80_000, 80_000L);

        Map<String, Label> labels = of(session, "a", NO_END);
        assertThat(labels.get(FactNames.MESSAGES).value()).isEqualTo("3");
        assertThat(labels.get(FactNames.TRANSFER).value()).isEqualTo(Integer.toString(100 + 20 + 55));
        assertThat(labels.get(FactNames.SYNC_POINTS).value()).isEqualTo("0");
        assertThat(labels.get(FactNames.COMPLETION_TIME).value()).isEqualTo("79000");
        assertThat(labels.get(FactNames.USAGE).value()).isEqualTo("1900");

        Map<String, Label> before = of(session, "a", 40_000);
        assertThat(before.get(FactNames.MESSAGES).value()).isEqualTo("2");
        assertThat(before.get(FactNames.TRANSFER).value()).isEqualTo("130");
        assertThat(before.get(FactNames.COMPLETION_TIME).value()).isEqualTo("10000");
    }

    @Test
    void shouldKnowNoResultAndNoUsageWhenAnAgentWasStopped() {
        AgentTruth agent = agent(session, "a", null, true, 1_000, 1_000);
        agent.setTokens(700, null);
        agent.ended(AgentState.KILLED, 9_000, 9_000L);

        Map<String, Label> labels = of(session, "a", NO_END);
        assertThat(labels.get(FactNames.MESSAGES).value()).isEqualTo("1");
        assertThat(labels.get(FactNames.TRANSFER).value()).isEqualTo("100");
        assertThat(labels.get(FactNames.USAGE).knowable()).isFalse();
    }

    @Test
    void shouldMarkAsUnknowableWhatIsNotSent() {
        SessionTruth bare = new SessionTruth("bare", false);
        AgentTruth agent = agent(bare, "a", null, false, 1_000, 1_000);
        agent.setEdgeKnown(9_070);
        agent.messages().result(30, 9_000);
        agent.setTokens(700, 9_000L);
        agent.ended(AgentState.COMPLETED, 9_000, 9_000L);

        assertThat(of(bare, "a", NO_END).get(FactNames.USAGE).knowable()).isFalse();
        assertThat(of(bare, "a", NO_END).get(FactNames.SYNC_POINTS).knowable()).isTrue();
        // its parent is only named by the answer
        assertThat(of(bare, "a", 9_010).get(FactNames.SYNC_POINTS).knowable()).isFalse();
    }
}
