package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A request without an agent is shown in the tree, but has no edge. In the recording two were refused. */
class UnmatchedSpawnsTest {
    private final Recording recording = Recording.named("refusal");
    private final Session live = new Session(
            new SessionRows(recording.expected().get("session_id").asText(), new InMemoryRowStore()),
            TestPolicies.DEFAULT);
    private final List<Fact> facts = new ArrayList<>();

    UnmatchedSpawnsTest() {
        for (AgentEvent.InSession event : recording.events(true)) {
            facts.addAll(live.on(event, 0));
        }
    }

    private List<AgentLifecycle> refused() {
        return live.view(0).agents().stream()
                .filter(agent -> agent.state() == AgentState.REFUSED)
                .toList();
    }

    @Test
    void shouldBeChildOfTheRequesterWithoutEvidence() {
        assertThat(refused()).hasSize(2).allSatisfy(request -> {
            assertThat(request.parentAgentId()).isEqualTo("root");
            assertThat(request.agentHierarchyLevel()).isEqualTo(1);
            assertThat(request.edgeEvidence()).isNull();
        });
    }

    @Test
    void shouldGiveTheReasonForAMissingEdge() {
        assertThat(refused())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(live.view(0).detail(request.agentId()))
                        .map(AgentDetail::edgeReason)
                        .hasValueSatisfying(reason -> assertThat(reason).startsWith("no edge: no agent was found")));
        assertThat(live.view(0).detail("root").orElseThrow().edgeReason()).isEqualTo("the session's root");
    }

    @Test
    void shouldCountNoEdgeForIt() {
        long agents = recording.expected().get("agents").size();

        assertThat(facts.stream()
                        .filter(Fact.EdgeFound.class::isInstance)
                        .map(Fact.EdgeFound.class::cast)
                        .filter(edge -> edge.before() == null)
                        .map(Fact.EdgeFound::after))
                .hasSize((int) agents)
                .allMatch(Objects::nonNull);
    }
}
