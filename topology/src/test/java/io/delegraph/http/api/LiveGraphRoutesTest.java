package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.PeerProtocol;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveGraphRoutesTest {
    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> ids(JsonNode graph, String field) {
        return graph.get(field).findValuesAsText("id");
    }

    @Test
    void shouldDrawTheLiveAgentsAndTheEdgesBetweenThem() {
        server.queries.agents.add(SampleRecords.agent("s1", "done", "root", EdgeEvidence.META, AgentState.COMPLETED));
        server.queries.agents.add(SampleRecords.agent("s1", "child of done", "done"));
        server.queries.agents.add(SampleRecords.agent("s1", "guess", "a1", EdgeEvidence.INFERRED, AgentState.WAITING));
        server.queries.agents.add(SampleRecords.neverStarted("s1", "asked", "root", AgentState.REQUESTED));

        JsonNode graph = server.json("/api/v1/live/graph");

        assertThat(ids(graph, "nodes"))
                .containsExactlyInAnyOrder(
                        "s1/root", "s1/a1", "s1/a2", "s1/lost", "s1/child%20of%20done", "s1/guess", "s1/asked");
        assertThat(ids(graph, "edges")).containsExactlyInAnyOrder("s1/a1", "s1/a2", "s1/guess", "s1/asked");
        assertThat(graph.get("edges")).anySatisfy(edge -> {
            assertThat(edge.get("source").asText()).isEqualTo("s1/a1");
            assertThat(edge.get("target").asText()).isEqualTo("s1/guess");
            assertThat(edge.get("main_stat").asText()).isEqualTo("INFERRED");
            assertThat(edge.get("stroke_dasharray").asText()).isNotEmpty();
        });
        assertThat(graph.get("live").asInt()).isEqualTo(7);
        assertThat(graph.get("left_out").asInt()).isZero();
    }

    @Test
    void shouldDescribeEachAgentAndWhetherItsParentIsShown() {
        server.queries.agents.add(SampleRecords.agent("s1", "orphan", "ended"));
        server.queries.agents.add(
                SampleRecords.root("s2").with().agentType(null).build());

        JsonNode nodes = server.json("/api/v1/live/graph").get("nodes");

        assertThat(nodes).anySatisfy(node -> {
            assertThat(node.get("id").asText()).isEqualTo("s1/a1");
            assertThat(node.get("title").asText()).isEqualTo("Explore");
            assertThat(node.get("subtitle").asText()).isEqualTo("task of a1");
            assertThat(node.get("main_stat").asText()).isEqualTo("ACTIVE");
            assertThat(node.get("secondary_stat").asText()).isEqualTo("12 tools");
            assertThat(node.get("arc_active").asInt()).isEqualTo(1);
            assertThat(node.get("arc_waiting").asInt()).isZero();
            assertThat(node.get("running_ms").asLong()).isEqualTo(59_990);
            assertThat(node.get("parent_shown").asBoolean()).isTrue();
        });
        assertThat(nodes).anySatisfy(node -> {
            assertThat(node.get("agent_id").asText()).isEqualTo("orphan");
            assertThat(node.get("parent_shown").asText()).isEqualTo("false");
        });
        assertThat(nodes)
                .filteredOn(node -> node.get("parent_shown").isNull())
                .extracting(node -> node.get("agent_id").asText())
                .containsExactlyInAnyOrder("root", "root", "lost");
        assertThat(nodes).anySatisfy(node -> {
            assertThat(node.get("id").asText()).isEqualTo("s2/root");
            assertThat(node.get("title").asText()).isEqualTo("root");
        });
    }

    @Test
    void shouldCountTheOldestAgentsWhenTheyAreLeftOut() {
        server.queries.agents.add(SampleRecords.neverStarted("s1", "oldest", "root", AgentState.REQUESTED));

        JsonNode graph = server.json("/api/v1/live/graph?limit=4");

        assertThat(ids(graph, "nodes")).hasSize(4).doesNotContain("s1/oldest");
        assertThat(graph.get("live").asInt()).isEqualTo(5);
        assertThat(graph.get("left_out").asInt()).isEqualTo(1);
        assertThat(graph.get("all_counted").asBoolean()).isTrue();
        assertThat(server.get("/api/v1/live/graph?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldShowAnAgentWithItsAncestorsWhenTheyWereSeenLongAgo() {
        server.queries.agents.clear();
        server.queries.agents.add(SampleRecords.neverStarted("s1", "root", null, AgentState.WAITING));
        server.queries.agents.add(SampleRecords.agent("s1", "works", "root"));
        server.queries.agents.add(SampleRecords.agent("s2", "other", "root"));

        JsonNode graph = server.json("/api/v1/live/graph?limit=2");

        assertThat(ids(graph, "nodes")).containsExactly("s1/root", "s1/works");
        assertThat(ids(graph, "edges")).containsExactly("s1/works");
        assertThat(graph.get("left_out").asInt()).isEqualTo(1);
    }

    @Test
    void shouldCountAcrossPagesAndReportWhenCountingStops() {
        for (int i = 0; i < 1_500; i++) {
            server.queries.agents.add(SampleRecords.agent("s2", "n" + i, "root"));
        }
        assertThat(server.json("/api/v1/live/graph").get("live").asInt()).isEqualTo(1_504);

        for (int i = 1_500; i < 10_000; i++) {
            server.queries.agents.add(SampleRecords.agent("s2", "n" + i, "root"));
        }
        JsonNode graph = server.json("/api/v1/live/graph");
        assertThat(graph.get("all_counted").asBoolean()).isFalse();
        assertThat(graph.get("live").asInt()).isEqualTo(10_000);
        assertThat(graph.get("nodes")).hasSize(200);
    }

    @Test
    void shouldFilterBySourceProjectAndHostWhenNotAllAreSelected() {
        for (String all : new String[] {"source=claude-code", "source=", "source=.*", "project=x,shop&host=box"}) {
            assertThat(ids(server.json("/api/v1/live/graph?" + all), "nodes"))
                    .as(all)
                    .hasSize(4);
        }
        for (String none : new String[] {"source=demo", "project=x,y", "host=x&host=y", "source=claude-code&host=x"}) {
            JsonNode graph = server.json("/api/v1/live/graph?" + none);
            assertThat(graph.get("nodes")).as(none).isEmpty();
            assertThat(graph.get("live").asInt()).as(none).isZero();
        }
    }

    /** As the metrics count them. */
    @Test
    void shouldTakeEverySourceWithoutALabelOfItsOwnAsOther() {
        server.queries.agents.add(SampleRecords.agent("s1", "a9", "root")
                .with()
                .source("another-client")
                .build());
        assertThat(ids(server.json("/api/v1/live/graph?source=other"), "nodes")).containsExactly("s1/a9");
    }

    @Test
    void shouldDrawOneSessionAndNameAllWithTheBusiestFirst() {
        server.queries.agents.addFirst(SampleRecords.agent("0123456789", "root", null, null, AgentState.WAITING));

        JsonNode graph = server.json("/api/v1/live/graph?session=0123456789");

        assertThat(ids(graph, "nodes")).containsExactly("0123456789/root");
        assertThat(graph.get("live").asInt()).isEqualTo(1);
        assertThat(graph.get("sessions"))
                .extracting(session -> session.get("session_id").asText() + ": "
                        + session.get("label").asText() + ": "
                        + session.get("live").asInt())
                .containsExactly("s1: shop · 4 agents · s1: 4", "0123456789: shop · 1 agent · 01234567: 1");
    }

    @Test
    void shouldSayWhichPartitionsAreMissing() {
        server.missing(List.of(2, 5));

        assertThat(server.json("/api/v1/live/graph").get("missing_partitions").toString())
                .isEqualTo("[2,5]");
    }

    @Test
    void shouldReturnTheSameGraphWhenQueriesShareASnapshot() {
        int live = server.json("/api/v1/live/graph?snapshot=1").get("live").asInt();
        server.queries.agents.clear();

        assertThat(server.json("/api/v1/live/graph?snapshot=1").get("live").asInt())
                .isEqualTo(live);
        assertThat(server.json("/api/v1/live/graph?snapshot=2").get("live").asInt())
                .isZero();
        assertThat(server.json("/api/v1/live/graph?snapshot=1&limit=3")
                        .get("live")
                        .asInt())
                .isZero();
        assertThat(server.json("/api/v1/live/graph").get("live").asInt()).isZero();
    }

    @Test
    void shouldAnswerFromThisInstanceWhenAnotherOneAsks() {
        assertThat(server.json("/api/v1/live/graph", PeerProtocol.LOCAL_HEADER, "true")
                        .get("nodes"))
                .isEmpty();
    }
}
