package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.InMemoryRowStore;
import io.delegraph.lifecycle.Recording;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.event.RowsCarried;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.stream.record.DerivedOrigins;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code /clear} while a background agent runs: the client goes on under a new session id, which the agent's later events have. It stays
 * one agent of the session in which it began, in any order of events.
 */
class MovedAgentTest {
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, List<String>> left = new HashMap<>();
    private final Map<String, List<String>> found = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void shouldBelongToTheSessionThatItBeganIn(long seed) {
        Recording recording = Recording.named("../sessions/cleared");
        String home = recording.expected().get("session_id").asText();
        String later = recording.expected().get("later_session_id").asText();
        String agent = recording.expected().at("/agents/0/agent_id").asText();
        List<AgentEvent.InSession> events = new ArrayList<>(recording.events(seed % 2 == 0));
        if (seed > 0) {
            Random random = new Random(seed);
            List.copyOf(events).stream().filter(event -> random.nextBoolean()).forEach(events::add);
            Collections.shuffle(events, random);
        }

        events.forEach(this::apply);

        AgentLifecycle moved = agents(home).get(agent);
        assertThat(moved.state()).isEqualTo(AgentState.COMPLETED);
        assertThat(moved.parentAgentId()).isEqualTo("root");
        assertThat(moved.edgeEvidence()).isIn(EdgeEvidence.META, EdgeEvidence.RESULT);
        assertThat(moved.runs()).isEqualTo(1);
        assertThat(moved.toolCalls()).isEqualTo(2);
        assertThat(agents(later)).containsOnlyKeys("root");
        assertThat(sessions.get(home).view(0).summary().nextSessionId()).isEqualTo(later);
        assertThat(sessions.get(later).view(0).summary().previousSessionId()).isEqualTo(home);
        assertThat(sessions.get(home).view(0).summary().previousSessionId()).isNull();
        assertThat(sessions.get(later).view(0).summary().nextSessionId()).isNull();
    }

    private Map<String, AgentLifecycle> agents(String session) {
        Map<String, AgentLifecycle> agents = new HashMap<>();
        sessions.get(session).view(0).agents().forEach(agent -> agents.put(agent.agentId(), agent));
        return agents;
    }

    /** Simulates the topics: what sessions report about their agents is matched, and comes back as events. */
    private void apply(AgentEvent.InSession first) {
        Deque<AgentEvent.InSession> events = new ArrayDeque<>(List.of(first));
        while (!events.isEmpty()) {
            AgentEvent.InSession event = events.poll();
            String session = event.origin().sessionId();
            Session live = sessions.computeIfAbsent(
                    session, id -> new Session(new SessionRows(id, new InMemoryRowStore()), TestPolicies.DEFAULT));
            for (Fact fact : live.on(event, 0)) {
                switch (fact) {
                    case Fact.AgentsContinued seen -> {
                        seen.leftAgentIds().forEach(id -> link(id, session, left, found, true, events));
                        seen.foundAgentIds().forEach(id -> link(id, session, found, left, false, events));
                    }
                    case Fact.MovedRowsForwarded carried ->
                        events.add(new RowsCarried(
                                DerivedOrigins.derived(carried, carried.at()), session, carried.rows()));
                    default -> {}
                }
            }
        }
    }

    private static void link(
            String agent,
            String session,
            Map<String, List<String>> own,
            Map<String, List<String>> others,
            boolean home,
            Deque<AgentEvent.InSession> events) {
        own.computeIfAbsent(agent, id -> new ArrayList<>()).add(session);
        for (String other : others.getOrDefault(agent, List.of())) {
            if (other.equals(session)) {
                // events in another order: the start was not seen yet
                continue;
            }
            for (String to : List.of(session, other)) {
                events.add(new AgentMoved(
                        DerivedOrigins.of(to, "moved", 1, 1), agent, home ? session : other, home ? other : session));
            }
        }
    }
}
