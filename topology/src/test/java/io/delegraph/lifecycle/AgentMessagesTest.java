package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.graph.AgentMessage.Kind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgentMessagesTest {
    private static SessionView view(String name) {
        Recording recording = Recording.named(name);
        Session session = new Session(
                new SessionRows(recording.expected().get("session_id").asText(), new InMemoryRowStore()),
                TestPolicies.DEFAULT);
        for (AgentEvent.InSession event : recording.events(true)) {
            session.on(event, 0);
        }
        return session.view(0);
    }

    @Test
    void shouldListARequestAndAResultOfEveryCompletedAgent() {
        SessionView view = view("fan");
        List<AgentMessage> messages = view.messages();
        Map<String, AgentLifecycle> agents = view.agents().stream()
                .filter(agent -> !agent.agentId().equals("root"))
                .collect(Collectors.toMap(AgentLifecycle::agentId, Function.identity()));

        assertThat(messages).extracting(AgentMessage::at).isSorted();
        for (AgentLifecycle agent : agents.values()) {
            assertThat(messages)
                    .filteredOn(message ->
                            message.kind() == Kind.REQUEST && message.to().equals(agent.agentId()))
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.from()).isEqualTo(agent.parentAgentId());
                        assertThat(message.at()).isEqualTo(agent.requestedAt());
                        assertThat(message.chars()).isPositive();
                    });
            assertThat(messages)
                    .filteredOn(message ->
                            message.kind() == Kind.RESULT && message.from().equals(agent.agentId()))
                    .singleElement()
                    .satisfies(message -> assertThat(message.to()).isEqualTo(agent.parentAgentId()));
        }
        assertThat(messages).hasSize(2 * agents.size());
    }
}
