package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.graph.AgentMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The receiver of a message: senders use its name, its id, or an unknown word. */
class MessageNamesTest {
    private static final long AT = 1_795_000_000_000L;

    private final List<AgentEvent.InSession> events = new ArrayList<>();
    private int serial;

    private Origin origin(String agent) {
        serial++;
        return Origin.builder()
                .eventId("e" + serial)
                .at(AT + serial)
                .arrivedAt(AT + serial)
                .sessionId("s")
                .agentId(agent)
                .agentType(agent == null ? null : "Explore")
                .promptId("p")
                .source("claude-code")
                .ancestorPids(List.of())
                .build();
    }

    private void agent(String id, String name) {
        SpawnRequest request = new SpawnRequest("Explore", "look", name, null, true, null, 10, null);
        events.add(new SpawnRequested(origin(null), "t" + id, "Agent", request, null, null, null));
        events.add(new AgentStarted(
                origin(id),
                AgentMeta.builder()
                        .agentType("Explore")
                        .description("look")
                        .toolUseId("t" + id)
                        .spawnDepth(1)
                        .background(true)
                        .name(name)
                        .build()));
    }

    private void message(String from, String to, ToolOutcome outcome, String resumed) {
        String call = "m" + serial;
        events.add(
                new ToolStarted(origin(from), call, "SendMessage", ToolAction.SEND_MESSAGE, to, null, 42, null, null));
        events.add(ToolEnded.builder()
                .origin(origin(from))
                .toolUseId(call)
                .tool("SendMessage")
                .action(ToolAction.SEND_MESSAGE)
                .target(to)
                .outcome(outcome)
                .durationMs(3L)
                .outputChars(9)
                .resumedAgentId(resumed)
                .build());
    }

    private List<AgentMessage> messages() {
        Session session = new Session(new SessionRows("s", new InMemoryRowStore()), TestPolicies.DEFAULT);
        events.forEach(event -> session.on(event, 0));
        return session.view(0).messages().stream()
                .filter(message -> message.kind() == AgentMessage.Kind.MESSAGE)
                .toList();
    }

    @Test
    void shouldFindTheAgentBehindAName() {
        agent("a1", "scout");
        agent("a2", "scribe");
        message("a1", "scribe", ToolOutcome.SUCCEEDED, null);

        assertThat(messages()).singleElement().satisfies(message -> {
            assertThat(message.from()).isEqualTo("a1");
            assertThat(message.to()).isEqualTo("a2");
            assertThat(message.chars()).isEqualTo(42);
        });
    }

    @Test
    void shouldTakeAnIdForItself() {
        agent("a1", "scout");
        message(null, "a1", ToolOutcome.SUCCEEDED, null);

        assertThat(messages()).extracting(AgentMessage::from, AgentMessage::to).containsExactly(tuple("root", "a1"));
    }

    @Test
    void shouldUseTheAgentThatTheClientResumed() {
        agent("a1", "scout");
        agent("a2", "scribe");
        // a name that another agent has now
        message(null, "scout", ToolOutcome.SUCCEEDED, "a2");

        assertThat(messages()).extracting(AgentMessage::to).containsExactly("a2");
    }

    @Test
    void shouldKeepTheSendersNameWhenTheReceiverIsUnknown() {
        agent("a1", "scout");
        message("a1", "main", ToolOutcome.SUCCEEDED, null);

        assertThat(messages()).extracting(AgentMessage::to).containsExactly("main");
    }

    @Test
    void shouldListNoMessageThatWasNotSent() {
        agent("a1", "scout");
        message(null, "scout", ToolOutcome.FAILED, null);

        assertThat(messages()).isEmpty();
    }
}
