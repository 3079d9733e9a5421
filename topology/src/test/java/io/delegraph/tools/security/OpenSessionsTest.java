package io.delegraph.tools.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.config.Settings;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.stream.DelegraphTopology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {
    private final List<String> passed = new ArrayList<>();
    private int position;

    private OpenSessions sessions(int maxEvents) {
        return new OpenSessions(
                DelegraphTopology.policies(Settings.load(null, Map.of())),
                maxEvents,
                session -> passed.add(session.rows().sessionId() + ":"
                        + session.rows().prompts().size()));
    }

    /** A session's prompt, which is one event. */
    private AgentEvent.InSession prompt(String sessionId) {
        String hook = """
                {"hook_event_name":"UserPromptSubmit","session_id":"%s","cwd":"/p","prompt_id":"p%d","prompt":"go"}
                """.formatted(sessionId, position);
        Normalized normalized = ClientAdapters.normalizer(PrivacyMode.NONE, KeyedHashes.keyed("only within this test"))
                .normalize(hook.getBytes(StandardCharsets.UTF_8), new RawPosition(0, position++, 1_000 + position));
        assertThat(normalized).isInstanceOf(Normalized.Accepted.class);
        return ((Normalized.Accepted) normalized).events().getFirst();
    }

    @Test
    void shouldPassASessionOnWhenItIsComplete() {
        OpenSessions sessions = sessions(100);
        sessions.on(prompt("a"));
        sessions.on(prompt("b"));
        sessions.on(prompt("a"));
        assertThat(passed).isEmpty();

        sessions.complete("a");
        sessions.complete("b");
        sessions.complete("unknown");

        assertThat(passed).containsExactly("a:2", "b:1");
        assertThat(sessions.sessions()).isEqualTo(2);
        assertThat(sessions.cut()).isZero();
    }

    @Test
    void shouldPassTheSessionThatWasLongestSilentOnEarlyAndOnce() {
        OpenSessions sessions = sessions(2);
        sessions.on(prompt("a"));
        sessions.on(prompt("b"));
        sessions.on(prompt("b"));
        assertThat(passed).containsExactly("a:1");

        sessions.on(prompt("a"));
        sessions.complete("a");
        sessions.complete("b");

        assertThat(passed).containsExactly("a:1", "b:2");
        assertThat(sessions.cut()).isOne();
    }

    @Test
    void shouldHaveRoomAgainWhenSessionsAreComplete() {
        OpenSessions sessions = sessions(2);
        for (int i = 0; i < 10; i++) {
            sessions.on(prompt("s" + i));
            sessions.on(prompt("s" + i));
            sessions.complete("s" + i);
        }

        assertThat(sessions.cut()).isZero();
        assertThat(passed).hasSize(10);
    }
}
