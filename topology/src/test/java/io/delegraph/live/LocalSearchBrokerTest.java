package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.query.Queries;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.query.Queries.SearchPage;
import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.AttentionFailure;
import io.delegraph.schemas.lifecycle.SessionMatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching and looking through the stores of all partitions. */
class LocalSearchBrokerTest {
    private static final int SESSIONS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    private static List<RelabelledHook> hooks(int session) {
        String id = "id-%02d".formatted(session);
        return List.of(
                hook(id, 1, "\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"go\""),
                hook(
                        id,
                        2,
                        "\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Agent\",\"tool_use_id\":\"t1\",\"tool_input\":"
                                + "{\"description\":\"Inspect Module-" + session
                                + "x\",\"prompt\":\"x\",\"subagent_type\":\"Explore\"}"),
                hook(id, 3, "\"hook_event_name\":\"SubagentStart\",\"agent_id\":\"a1\",\"agent_type\":\"Explore\""),
                hook(
                        id,
                        4,
                        "\"hook_event_name\":\"PostToolUseFailure\",\"agent_id\":\"a1\",\"agent_type\":\"Explore\",\"tool_name\":\"Bash\","
                                + "\"tool_use_id\":\"b1\",\"tool_input\":{\"command\":\"make\"},\"error\":\"No rule z"
                                + session
                                + "y\""));
    }

    private static RelabelledHook hook(String session, int number, String fields) {
        return new RelabelledHook(
                session,
                session + number,
                "{\"id\":\"" + session + number + "\",\"hook\":{\"session_id\":\"" + session
                        + "\",\"prompt_id\":\"p1\",\"cwd\":\"/home/dev/shop\"," + fields + "}}");
    }

    private static List<String> found(SearchPage page) {
        return page.items().stream().map(SessionMatch::sessionId).toList();
    }

    @Test
    void shouldFindSessionsWhereverTheyAreAndSayWhatWentWrong() {
        try (RestartableTopology topology = new RestartableTopology(dir)) {
            topology.start();
            await().atMost(PATIENCE).until(topology::running);
            for (int session = 0; session < SESSIONS; session++) {
                topology.send(hooks(session));
            }
            Queries queries = topology.queries();
            await().atMost(PATIENCE)
                    .until(() -> found(queries.search(List.of("rule"), new PageRequest(100, null)))
                                    .size()
                            == SESSIONS);

            List<String> listed = queries.sessions(SessionFilter.ANY, new PageRequest(100, null)).items().stream()
                    .map(session -> session.sessionId())
                    .toList();
            String onThirdPage = listed.get(45);
            int number = Integer.parseInt(onThirdPage.substring(3));
            SearchPage byDescription = queries.search(List.of("module-" + number + "x"), new PageRequest(20, null));
            assertThat(found(byDescription)).containsExactly(onThirdPage);
            assertThat(byDescription.stoppedEarly()).isFalse();
            assertThat(byDescription.items().getFirst().title()).isEqualTo("Inspect Module-" + number + "x");
            assertThat(found(queries.search(List.of("explore", "z" + number + "y"), new PageRequest(20, null))))
                    .containsExactly(onThirdPage);
            assertThat(paged(queries)).containsExactlyElementsOf(listed);

            assertThat(queries.sessionIds("id-1", 20).items())
                    .hasSize(10)
                    .startsWith("id-10", "id-11")
                    .endsWith("id-19");
            assertThat(queries.sessionIds("id-1", 3).items()).containsExactly("id-10", "id-11", "id-12");

            // whoever is silent for a second is lost here
            await().atMost(PATIENCE).untilAsserted(() -> {
                Attention attention = queries.attention(System.currentTimeMillis());
                assertThat(attention.wentWrong())
                        .hasSize(Attention.MAX_ITEMS)
                        .allMatch(failure -> failure.kind() == AttentionFailure.Kind.LOST);
                assertThat(attention.more().wentWrong()).isEqualTo(2 * SESSIONS - Attention.MAX_ITEMS);
                assertThat(attention.atWork()).isEmpty();
                assertThat(attention.allCounted()).isTrue();
            });
            assertThat(queries.attention(System.currentTimeMillis()
                                    + Duration.ofDays(2).toMillis())
                            .wentWrong())
                    .isEmpty();
        }
    }

    private static List<String> paged(Queries queries) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            SearchPage page = queries.search(List.of("inspect"), new PageRequest(7, cursor));
            all.addAll(found(page));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }
}
