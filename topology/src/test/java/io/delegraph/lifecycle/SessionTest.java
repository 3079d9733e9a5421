package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a session's timer is due, and what it does then. */
class SessionTest {
    private static final LifecycleTimeouts LIMITS = LifecycleTimeouts.DEFAULT;

    private final Recording recording = Recording.named("fan");
    private final List<AgentEvent.InSession> events = recording.events(true);
    private final String id = events.getFirst().origin().sessionId();
    private final InMemoryRowStore store = new InMemoryRowStore();
    private final Session session = new Session(new SessionRows(id, store), TestPolicies.of(LIMITS));

    @Test
    void shouldBeDueSomeSecondsAfterItsEventsAndAtItsExpiry() {
        events.forEach(event -> session.on(event, 0));
        long last = session.lastArrival();
        assertThat(session.timer().due()).isBetween(last, last + 10_000);

        session.onTimer(session.timer().due());

        assertThat(session.timer().due())
                .isGreaterThan(last + 10_000)
                .isLessThanOrEqualTo(last + LIMITS.retention().toMillis());
    }

    @Test
    void shouldRemoveEverythingEmittedAndDeleteItsRowsWhenItExpires() {
        List<Fact> emitted = new ArrayList<>();
        events.forEach(event -> emitted.addAll(session.on(event, 0)));
        assertThat(store.rows()).isNotEmpty();

        List<Fact> facts =
                session.onTimer(session.lastArrival() + LIMITS.retention().toMillis());

        assertThat(session.expired()).isTrue();
        assertThat(session.timer()).isEqualTo(SessionTimer.NONE);
        assertThat(store.rows()).isEmpty();
        assertThat(facts)
                .isNotEmpty()
                .allMatch(fact -> fact instanceof Fact.LifecycleRemoved || fact instanceof Fact.WorkflowRemoved);
        session.view(0)
                .agents()
                .forEach(agent -> assertThat(facts)
                        .contains(new Fact.LifecycleRemoved(id, agent.agentId(), Fact.RemovalReason.RETENTION)));
    }

    @Test
    void shouldEmitNothingAgainWhenRestoredFromRowsAndTimer() {
        events.forEach(event -> session.on(event, 0));
        session.onTimer(session.timer().due());

        Session again = new Session(new SessionRows(id, store), TestPolicies.of(LIMITS), session.timer());

        assertThat(again.on(events.getLast(), 0)).isEmpty();
    }
}
