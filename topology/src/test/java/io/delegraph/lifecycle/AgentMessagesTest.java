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
    void shouldTellOneRequestAndOneResultOfEveryAgentThatCompleted() {
        SessionView view = view("fan");
        List<AgentMessage> messages = view.messages();
        Map<String, AgentLifecycle> agents = view.agents().stream()
                .filter(agent -> !agent.agentId().equals("root"))
                .collect(Collectors.toMap(AgentLifecycle::agentId, Function.identity()));

        assertThat(messages).extracting(AgentMessage::at).isSorted();
        for (AgentLifecycle agent : agents.values()) {
            assertThat(messages)
                    .filteredOn(it -> it.kind() == Kind.REQUEST && it.to().equals(agent.agentId()))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.from()).isEqualTo(agent.parentAgentId());
                        assertThat(it.at()).isEqualTo(agent.requestedAt());
                        assertThat(it.chars()).isPositive();
                    });
            assertThat(messages)
                    .filteredOn(it -> it.kind() == Kind.RESULT && it.from().equals(agent.agentId()))
                    .singleElement()
                    .satisfies(it -> assertThat(it.to()).isEqualTo(agent.parentAgentId()));
        }
        assertThat(messages).hasSize(2 * agents.size());
    }
}
