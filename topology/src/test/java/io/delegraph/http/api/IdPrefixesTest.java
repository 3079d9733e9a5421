package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.PeerProtocol;
import io.delegraph.query.SampleRecords;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdPrefixesTest {
    private static final String ID = "838de2ab-fdcc-4f40-a801-a678d5205eac";

    private final TestServer server = new TestServer(FakeQueries.withFamily(ID));

    @AfterEach
    void stop() {
        server.close();
    }

    private void add(String session) {
        server.queries.sessions.add(SampleRecords.session(session, SampleRecords.START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hierarchy", "workflows", "messages", "orphaned-resources", "events"})
    void shouldTakeTheBeginningOfAnIdForTheId(String question) {
        String whole = server.get("/api/v1/sessions/" + ID + "/" + question).body();

        assertThat(whole).contains("\"");
        assertThat(server.get("/api/v1/sessions/838d/" + question).body()).isEqualTo(whole);
        assertThat(server.get("/api/v1/sessions/838/" + question).statusCode())
                .as("three characters")
                .isEqualTo(404);
        assertThat(server.get("/api/v1/sessions/838x/" + question).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTakeAWholeIdBeforeThoseThatBeginWithIt() {
        add("838de2ab");

        assertThat(server.json("/api/v1/sessions/838de2ab/hierarchy")
                        .at("/session/session_id")
                        .asText())
                .isEqualTo("838de2ab");
    }

    @Test
    void shouldNameSomeOfTheIdsThatBeginSo() {
        for (int i = 0; i < 6; i++) {
            add("838d000" + i);
        }

        HttpResponse<String> response = server.get("/api/v1/sessions/838d/hierarchy");

        assertThat(response.statusCode()).isEqualTo(409);
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("type").asText()).isEqualTo("urn:delegraph:problem:ambiguous-id");
        assertThat(problem.get("candidates"))
                .extracting(JsonNode::asText)
                .containsExactly("838d0000", "838d0001", "838d0002", "838d0003", "838d0004");
        assertThat(problem.get("detail").asText()).contains("'838d'", "838d0004 and more", "give more of the id");
    }

    @Test
    void shouldNotGuessWhileNotAllIdsAreKnown() {
        server.queries.missing = List.of(2);

        HttpResponse<String> response = server.get("/api/v1/sessions/838d/hierarchy");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(TestServer.json(response).get("detail").asText()).contains("'838d'", "[2]");
        assertThat(server.get("/api/v1/sessions/" + ID + "/hierarchy").statusCode())
                .as("a whole id needs no other partition")
                .isEqualTo(200);
    }

    @Test
    void shouldTakeTheBeginningsOfAnAgentsIdToo() {
        server.queries.agents.add(SampleRecords.agent(ID, "a081b1f1", "root"));
        server.queries.agents.add(SampleRecords.agent(ID, "a081c000", "root"));

        assertThat(server.json("/api/v1/agents/838d/a081b")
                        .at("/agent/agent_id")
                        .asText())
                .isEqualTo("a081b1f1");
        assertThat(server.json("/api/v1/agents/838d/root").at("/agent/agent_id").asText())
                .isEqualTo("root");
        assertThat(TestServer.json(server.get("/api/v1/agents/838d/a081")).get("candidates"))
                .extracting(JsonNode::asText)
                .containsExactly("a081b1f1", "a081c000");
        assertThat(TestServer.json(server.get("/api/v1/agents/838d/b081"))
                        .get("type")
                        .asText())
                .isEqualTo("urn:delegraph:problem:unknown-agent");
    }

    @Test
    void shouldTakeOnlyWholeIdsFromAnotherInstance() {
        server.local.sessions.add(SampleRecords.session(ID, SampleRecords.START));

        assertThat(server.get("/api/v1/sessions/838d/hierarchy", PeerProtocol.LOCAL_HEADER, "true")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/sessions/" + ID + "/hierarchy", PeerProtocol.LOCAL_HEADER, "true")
                        .statusCode())
                .isEqualTo(200);
    }
}
