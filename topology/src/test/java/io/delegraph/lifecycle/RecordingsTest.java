package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.schemas.event.AgentEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client's sessions, in every order, compared with what the client itself knew. */
class RecordingsTest {
    private static final int SEEDS = 50;
    private static final double DUPLICATES = 0.2;

    static Stream<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldFindTheTreeThatTheClientKnew(Recording recording) {
        assertTree(recording, recording.events(true));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldFindTheTreeThatTheClientKnewWithoutMeta(Recording recording) {
        assertTree(recording, recording.events(false));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldFindTheSameTreeInAnyOrderAndWithRepeats(Recording recording) {
        for (boolean meta : new boolean[] {true, false}) {
            List<AgentEvent.InSession> events = recording.events(meta);
            Map<String, Map<RowKey, Row>> ordered = rows(events);
            for (int seed = 0; seed < SEEDS; seed++) {
                List<AgentEvent.InSession> shuffled = shuffled(events, seed);
                assertThat(rows(shuffled)).as("seed %d", seed).isEqualTo(ordered);
                assertTree(recording, shuffled);
            }
        }
    }

    private static List<AgentEvent.InSession> shuffled(List<AgentEvent.InSession> events, long seed) {
        Random random = new Random(seed);
        List<AgentEvent.InSession> shuffled = new ArrayList<>(events);
        events.stream().filter(event -> random.nextDouble() < DUPLICATES).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Map<String, Map<RowKey, Row>> rows(List<AgentEvent.InSession> events) {
        Map<String, Map<RowKey, Row>> rows = new HashMap<>();
        Map<String, Session> sessions = new HashMap<>();
        for (AgentEvent.InSession event : events) {
            sessions.computeIfAbsent(event.origin().sessionId(), id -> {
                        InMemoryRowStore store = new InMemoryRowStore();
                        rows.put(id, store.rows());
                        return new Session(new SessionRows(id, store), TestPolicies.DEFAULT);
                    })
                    .on(event, 0);
        }
        return rows;
    }

    private static void assertTree(Recording recording, List<AgentEvent.InSession> events) {
        String session = recording.expected().get("session_id").asText();
        Session live = new Session(new SessionRows(session, new InMemoryRowStore()), TestPolicies.DEFAULT);
        long last = 0;
        for (AgentEvent.InSession event : events) {
            last = Math.max(last, event.origin().arrivedAt());
            if (event.origin().sessionId().equals(session)) {
                live.on(event, 0);
            }
        }
        // after all inactivity timeouts
        long quiet = last + LifecycleTimeouts.DEFAULT.lostCap().toMillis();
        ExpectedTree.assertMatches(recording.expected(), live.view(quiet).agents());
    }
}
