package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A link within a team is a guess: the latest report counts, in whatever order they arrive. */
class TeamLinkTest {
    private static final long AT = HookSequence.BEGIN;
    private static final String SPAWNED = "{'status':'teammate_spawned','name':'rev'}";

    private static Origin origin() {
        return Origin.builder()
                .eventId("derived")
                .at(AT)
                .arrivedAt(AT)
                .sessionId(HookSequence.SESSION)
                .ancestorPids(List.of())
                .build();
    }

    private static SessionLinked member(String session, String call, long revision, boolean withdrawn) {
        return new SessionLinked(origin(), null, session, call, revision, withdrawn ? Boolean.TRUE : null);
    }

    private static SessionLinked lead(String session, long revision, boolean withdrawn) {
        return new SessionLinked(origin(), session, null, null, revision, withdrawn ? Boolean.TRUE : null);
    }

    private static void always(HookSequence script, List<SessionLinked> links, Consumer<SessionView> truth) {
        for (long seed = 0; seed < 20; seed++) {
            List<AgentEvent.InSession> events = new ArrayList<>(script.events());
            events.addAll(links);
            events.addAll(links);
            Collections.shuffle(events, new Random(seed));
            truth.accept(HookSequence.view(events, script.now()));
        }
    }

    @Test
    void shouldKeepTheMemberOfTheLatestReport() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", "Explore", ",'name':'rev'")
                .answered("t1", "Explore", SPAWNED);
        List<SessionLinked> links = List.of(
                member("mate2", "t1", 10, false), member("mate2", "t1", 20, true), member("mate1", "t1", 20, false));

        always(script, links, view -> {
            assertThat(view.summary().children())
                    .extracting(SessionSummary.Child::sessionId)
                    .containsExactly("mate1");
            assertThat(view.agents())
                    .anySatisfy(agent -> assertThat(agent.stateReason()).isEqualTo("works in session mate1"));
        });
    }

    @Test
    void shouldDropAMemberWhenTheLinkIsWithdrawn() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", "Explore", ",'name':'rev'")
                .answered("t1", "Explore", SPAWNED);

        always(script, List.of(member("mate", "t1", 10, false), member("mate", "t1", 11, true)), view -> {
            assertThat(view.summary().children()).isEmpty();
            assertThat(view.agents())
                    .anySatisfy(agent -> assertThat(agent.stateReason()).isEqualTo("works in a session of its own"));
        });
    }

    @Test
    void shouldKeepTheLatestLeadAndDropAWithdrawnOne() {
        HookSequence script = new HookSequence().opened();

        always(
                script,
                List.of(lead("one", 10, false), lead("one", 20, true), lead("other", 20, false)),
                view -> assertThat(view.summary().parentSessionId()).isEqualTo("other"));
        always(
                script,
                List.of(lead("one", 10, false), lead("one", 20, true)),
                view -> assertThat(view.summary().parentSessionId()).isNull());
    }

    @Test
    void shouldKeepALinkThatTheClientsProcessesShow() {
        HookSequence script = new HookSequence().opened();
        List<SessionLinked> links = List.of(
                SessionLinked.exactly(origin(), null, "child"),
                member("child", "t1", 10, false),
                member("child", "t1", 11, true));

        always(
                script,
                links,
                view -> assertThat(view.summary().children())
                        .extracting(SessionSummary.Child::sessionId)
                        .containsExactly("child"));
    }
}
