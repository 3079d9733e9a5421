package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentRoutesTest {
    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldListTheLiveAgentsUnlessStatesAreAskedFor() {
        server.queries.agents.add(SampleRecords.agent("s1", "waits", "root", EdgeEvidence.META, AgentState.WAITING));
        server.queries.agents.add(SampleRecords.neverStarted("s1", "asked", "root", AgentState.REQUESTED));
        server.queries.agents.add(SampleRecords.agent("s1", "done", "root", EdgeEvidence.META, AgentState.COMPLETED));

        assertThat(server.json("/api/v1/agents").at("/items").findValuesAsText("agent_id"))
                .containsExactlyInAnyOrder("root", "a1", "a2", "lost", "waits", "asked");
        assertThat(server.json("/api/v1/agents?state=COMPLETED,WAITING")
                        .at("/items")
                        .findValuesAsText("agent_id"))
                .containsExactlyInAnyOrder("waits", "done");
    }

    @Test
    void shouldReturnTheDetailsOfOneAgent() {
        JsonNode detail = server.json("/api/v1/agents/s1/a1");

        assertThat(detail.at("/agent/agent_id").asText()).isEqualTo("a1");
        assertThat(detail.at("/agent/agent_hierarchy_path").get(1).asText()).isEqualTo("a1");
        assertThat(detail.at("/runs/0/number").asInt()).isEqualTo(1);
        assertThat(detail.at("/request/agent_type").asText()).isEqualTo("Explore");
        assertThat(detail.at("/edge_reason").asText()).isEqualTo("the client's own note");
    }

    @Test
    void shouldAnswer404WhenAnAgentIsUnknown() {
        HttpResponse<String> response = server.get("/api/v1/agents/s1/nobody");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(response).get("type").asText()).isEqualTo("urn:delegraph:problem:unknown-agent");
        assertThat(TestServer.json(response).get("detail").asText()).contains("'nobody'", "'s1'");
    }

    @Test
    void shouldFindNothingBetweenTheRoutes() {
        for (String path :
                new String[] {"/api/v1/agents/s1", "/api/v1/sessions/", "/api/v1/sessions//events", "/api", "/x"}) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(TestServer.json(response).get("type").asText()).isEqualTo("urn:delegraph:problem:no-such-path");
        }
    }

    @Test
    void shouldNameTheAllowedMethodWhenAnotherIsUsed() {
        HttpResponse<String> response = server.post("/api/v1/agents", "{}");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
        assertThat(server.get("/hooks").headers().firstValue("Allow")).hasValue("POST");
    }
}
