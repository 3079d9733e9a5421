package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.ManyAgents;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.schemas.event.AgentEvent;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only so many agents stay in memory, whichever sessions they are of. */
class LiveSessionsTest {
    private static final int MOST = 100;
    private static final int AGENTS = 20;
    private static final long BEGIN = 1_795_000_000_000L;

    @TempDir
    Path dir;

    private LiveSessions sessions;

    @BeforeEach
    void open() {
        LoneLifecycle lifecycle = new LoneLifecycle(dir);
        KeyValueStore<Bytes, byte[]> rows = lifecycle.store(Names.ROWS);
        sessions = new LiveSessions(rows, lifecycle.index(), TestPolicies.DEFAULT, MOST);
    }

    @Test
    void shouldPutSessionsAwayThatGrowWhenNoOtherComes() {
        playInTurns(10);
        assertThat(sessions.agents()).isGreaterThan(MOST);

        sessions.makeRoom();

        assertThat(sessions.agents()).isBetween(1, MOST);
    }

    @Test
    void shouldKeepWhatHadEventsLast() {
        playInTurns(10);
        LiveSession last = sessions.of("s9");

        sessions.makeRoom();

        assertThat(sessions.of("s9")).isSameAs(last);
    }

    @Test
    void shouldKeepMoreWhereThereAreFewerPartitions() {
        assertThat(LiveSessions.most(1)).isGreaterThan(LiveSessions.most(4)).isGreaterThan(1_500);
    }

    private void playInTurns(int count) {
        for (int i = 0; i < count; i++) {
            sessions.of("s" + i);
        }
        for (int i = 0; i < count; i++) {
            List<AgentEvent.InSession> events = ManyAgents.together("s" + i, AGENTS, BEGIN, 1_000);
            for (AgentEvent.InSession event : events) {
                sessions.of("s" + i).on(event, BEGIN);
            }
            sessions.of("s" + i);
        }
    }
}
