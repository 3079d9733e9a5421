package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionReducerTest {
    @Property(tries = 50)
    void shouldChangeAndEmitNothingWhenAnEventIsRepeated(@ForAll long seed, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();
        SessionRows rows = new SessionRows(RandomSession.ID, new InMemoryRowStore());
        events.forEach(event -> SessionReducer.reduce(rows, event));

        assertThat(events).allSatisfy(event -> {
            SessionReducer.Reduction again = SessionReducer.reduce(rows, event);
            assertThat(again.changed().any()).isFalse();
            assertThat(again.facts()).isEmpty();
        });
    }

    @Test
    void shouldReturnTheAgentsThatAnEventChanged() {
        List<AgentEvent.InSession> events = ManyAgents.together("s", 2, 1_795_000_000_000L, 1_000);
        SessionRows rows = new SessionRows("s", new InMemoryRowStore());

        assertThat(events).allSatisfy(event -> {
            SessionReducer.Reduction reduction = SessionReducer.reduce(rows, event);
            String agentId = event.origin().agentId();
            assertThat(reduction.changed().any()).isTrue();
            assertThat(reduction.at()).isEqualTo(event.at());
            if (agentId != null) {
                assertThat(reduction.changed().agents()).contains(agentId);
            }
        });
    }
}
