package io.delegraph.stream.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Recording;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import is emitted when it is complete, even when its session was evicted from memory meanwhile. */
class HistoryEmissionTest {
    /** One session more than fit into memory. */
    private static final int CROWD = 1_501;

    @TempDir
    Path dir;

    private final Recording recording = Recording.named("refusal");
    private final List<AgentEvent.InSession> events = recording.events(true);
    private final AgentEvent.InSession latest = events.getLast();
    private final long last =
            events.stream().mapToLong(event -> event.origin().arrivedAt()).max().orElseThrow();
    private LifecycleProcessorHarness lifecycle;

    @BeforeEach
    void open() {
        lifecycle = new LifecycleProcessorHarness(dir);
    }

    @Test
    void shouldEmitTheWholeImportWhenALiveEventComesAfterEviction() {
        importAllButTheLatest();
        evictSession();
        lifecycle.play(latest);

        assertAllAgentsEmitted();
    }

    @Test
    void shouldEmitTheWholeImportWhenALiveEventComesAfterARestart() {
        importAllButTheLatest();
        lifecycle.restart();
        lifecycle.play(latest);

        assertAllAgentsEmitted();
    }

    @Test
    void shouldEmitAnImportOnce() {
        importAllButTheLatest();
        lifecycle.read(last + 60_000);
        lifecycle.restart();
        lifecycle.clearOutput();
        lifecycle.play(latest);

        // its client has ended
        assertThat(agents()).containsExactly("root");
    }

    private static AgentEvent.InSession asHistory(AgentEvent.InSession event) {
        ObjectNode json = Json.MAPPER.valueToTree(event);
        ((ObjectNode) json.get("origin")).put("history", true);
        return (AgentEvent.InSession) Json.read(Json.write(json), AgentEvent.class);
    }

    private void importAllButTheLatest() {
        events.subList(0, events.size() - 1).forEach(event -> lifecycle.play(asHistory(event)));
        assertThat(agents()).isEmpty();
    }

    private void evictSession() {
        Origin any = latest.origin();
        IntStream.range(0, CROWD)
                .forEach(i -> lifecycle.play(asHistory(new AgentStarted(of("crowd", "a" + i, any), null))));
        lifecycle.play(asHistory(new AgentStarted(of("one more", "a", any), null)));
    }

    private static Origin of(String session, String agent, Origin like) {
        return Origin.builder()
                .eventId(session + agent)
                .at(like.at())
                .arrivedAt(like.arrivedAt())
                .sessionId(session)
                .agentId(agent)
                .agentType("Explore")
                .source(like.source())
                .ancestorPids(List.of())
                .build();
    }

    /** Includes refused requests, which no analysis emits. */
    private void assertAllAgentsEmitted() {
        Session session =
                new Session(new SessionRows(latest.origin().sessionId(), new InMemoryRowStore()), TestPolicies.DEFAULT);
        events.forEach(event -> session.on(event, 0));
        List<AgentLifecycle> agents = session.view(0).agents();
        assertThat(agents).extracting(AgentLifecycle::state).contains(AgentState.REFUSED, AgentState.COMPLETED);
        assertThat(agents())
                .containsAll(agents.stream().map(AgentLifecycle::agentId).toList());
    }

    private List<String> agents() {
        return lifecycle.emitted(AgentLifecycle.class).stream()
                .filter(agent -> agent.sessionId().equals(latest.origin().sessionId()))
                .map(AgentLifecycle::agentId)
                .distinct()
                .toList();
    }
}
