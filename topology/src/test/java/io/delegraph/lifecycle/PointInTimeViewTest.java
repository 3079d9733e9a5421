package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the view of a past moment, from the rows of the whole session, with a session that has seen only the events until then. */
class PointInTimeViewTest {
    /** The comparable part of an agent: one whose id becomes known later is still its request. */
    private record PastAgent(AgentState state, int runs, int toolCalls, int toolFailures) {}

    static Stream<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldShowEveryMomentAsItWas(Recording recording) {
        String session = recording.expected().get("session_id").asText();
        List<AgentEvent.InSession> events = recording.events(true).stream()
                .filter(event -> event.origin().sessionId().equals(session))
                .toList();
        Session whole = live(session);
        events.forEach(event -> whole.on(event, 0));
        for (AgentEvent.InSession event : events) {
            long at = event.at();
            Session past = live(session);
            events.stream().filter(other -> other.at() <= at).forEach(other -> past.on(other, 0));

            assertThat(then(PointInTimeView.of(at, whole.rows(), LifecycleTimeouts.DEFAULT, Prices.NONE, 0)
                            .agents()))
                    .as("%s ms after the first event", at - events.getFirst().at())
                    .isEqualTo(then(past.view(0).agents()));
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldListEveryRunAndCallOnTheTimeline(Recording recording) {
        String session = recording.expected().get("session_id").asText();
        Session whole = live(session);
        recording.events(true).stream()
                .filter(event -> event.origin().sessionId().equals(session))
                .forEach(event -> whole.on(event, 0));

        List<TimelineEntry> timeline = Timeline.page(whole.rows(), null, null, null, null, Integer.MAX_VALUE);

        for (AgentLifecycle agent : whole.view(0).agents()) {
            List<TimelineEntry> own = timeline.stream()
                    .filter(entry -> entry.agentId().equals(agent.agentId()))
                    .toList();
            assertThat(own.stream().filter(entry -> List.of("tool", "message").contains(entry.kind())))
                    .hasSize(agent.toolCalls());
            if (!agent.agentId().equals("root")) {
                assertThat(own.stream().filter(entry -> entry.kind().equals("run")))
                        .hasSize(agent.runs());
            }
            assertThat(Timeline.page(whole.rows(), agent.agentId(), null, null, null, Integer.MAX_VALUE))
                    .containsExactlyElementsOf(own);
        }
    }

    private static Session live(String session) {
        return new Session(new SessionRows(session, new InMemoryRowStore()), TestPolicies.DEFAULT);
    }

    private static Map<String, PastAgent> then(List<AgentLifecycle> agents) {
        Map<String, PastAgent> then = new TreeMap<>();
        for (AgentLifecycle agent : agents) {
            String key = agent.requestToolUseId() == null ? agent.agentId() : agent.requestToolUseId();
            then.put(key, new PastAgent(agent.state(), agent.runs(), agent.toolCalls(), agent.toolFailures()));
        }
        return then;
    }
}
