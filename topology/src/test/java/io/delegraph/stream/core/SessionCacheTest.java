package io.delegraph.stream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.ManyAgents;
import io.delegraph.lifecycle.TestPolicies;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of agents in memory is bounded, however they are distributed among sessions. */
class SessionCacheTest {
    private static final int MOST = 100;
    private static final int AGENTS = 20;
    private static final long BEGIN = 1_795_000_000_000L;

    @TempDir
    Path dir;

    private SessionCache sessions;

    @BeforeEach
    void open() {
        LifecycleProcessorHarness lifecycle = new LifecycleProcessorHarness(dir);
        KeyValueStore<Bytes, byte[]> rows = lifecycle.store(Names.ROWS);
        sessions = new SessionCache(rows, lifecycle.index(), TestPolicies.DEFAULT, MOST);
    }

    @Test
    void shouldEvictGrowingSessionsWithoutNewOnes() {
        playInTurns(10);
        assertThat(sessions.agents()).isGreaterThan(MOST);

        sessions.evict();

        assertThat(sessions.agents()).isBetween(1, MOST);
    }

    @Test
    void shouldKeepTheMostRecentlyUsedSessions() {
        playInTurns(10);
        CachedSession last = sessions.of("s9");

        sessions.evict();

        assertThat(sessions.of("s9")).isSameAs(last);
    }

    @Test
    void shouldKeepMoreWhereThereAreFewerPartitions() {
        assertThat(SessionCache.maxAgents(1))
                .isGreaterThan(SessionCache.maxAgents(4))
                .isGreaterThan(1_500);
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
