package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.SampleRecords;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchRoutesTest {
    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldFindSessionsAndSayWhy() {
        JsonNode answer = server.json("/api/v1/search?q=CHECK%20%20second");

        assertThat(server.queries.words).containsExactly("check", "second");
        assertThat(answer.at("/items/0/session_id").asText()).isEqualTo("s1");
        assertThat(answer.at("/items/0/hits/0/field").asText()).isEqualTo("title");
        assertThat(answer.at("/items/0/hits/0/text").asText()).isEqualTo("Checkout, second attempt");
        assertThat(answer.at("/items/0/hits/0/agent_id").isNull()).isTrue();
        assertThat(answer.get("stopped_early").asBoolean()).isFalse();
    }

    @Test
    void shouldGiveOneSessionAfterTheOtherOverItsPages() {
        for (int i = 2; i < 6; i++) {
            server.queries.sessions.add(SampleRecords.session("s" + i, SampleRecords.START + i));
        }
        server.queries.missing = List.of(3);
        server.queries.stoppedEarly = true;

        JsonNode first = server.json("/api/v1/search?q=checkout&limit=2");
        JsonNode second = server.json(
                "/api/v1/search?q=checkout&limit=3&cursor=" + first.get("next").asText());

        assertThat(first.at("/items").findValuesAsText("session_id")).containsExactly("s1", "s5");
        assertThat(first.get("stopped_early").asBoolean()).isTrue();
        assertThat(first.at("/missing_partitions/0").asInt()).isEqualTo(3);
        assertThat(second.at("/items").findValuesAsText("session_id")).containsExactly("s4", "s3", "s2");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search",
                "search?q=",
                "search?q=%20",
                "search?q=a&limit=101",
                "session-ids",
                "session-ids?prefix="
            })
    void shouldSayWhatASearchNeeds(String path) {
        HttpResponse<String> response = server.get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("parameter").asText()).isIn("q", "limit", "prefix");
    }

    @Test
    void shouldRefuseASearchThatIsTooLong() {
        assertThat(server.get("/api/v1/search?q=" + "a".repeat(201)).statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/v1/search?q=" + "a".repeat(200)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldListIdsByHowTheyBegin() {
        server.queries.sessions.add(SampleRecords.session("t1", SampleRecords.START));
        server.queries.sessions.add(SampleRecords.session("s0", SampleRecords.START));

        assertThat(server.json("/api/v1/session-ids?prefix=s").get("items"))
                .extracting(JsonNode::asText)
                .containsExactly("s0", "s1");
    }

    @Test
    void shouldSayWhatNeedsAPerson() {
        JsonNode answer = server.json("/api/v1/attention");

        assertThat(answer.at("/needs_you/0/kind").asText()).isEqualTo("permission");
        assertThat(answer.at("/needs_you/0/wants").asText()).isEqualTo("make");
        assertThat(answer.at("/needs_you/0/title").isNull()).isTrue();
        assertThat(answer.get("went_wrong")).isEmpty();
        assertThat(answer.at("/more/at_work").asInt()).isZero();
        assertThat(answer.get("as_of").asLong()).isPositive();
    }

    @Test
    void shouldLookOnlyOnceForThoseWhoAskAtOnce() {
        JsonNode first = server.json("/api/v1/attention");
        JsonNode second = server.json("/api/v1/attention");

        // both within a second, unless the machine stood still for longer
        assertThat(server.queries.asked.get()).isEqualTo(first.get("as_of").equals(second.get("as_of")) ? 1 : 2);
    }
}
