package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.PercentCoding;
import io.delegraph.query.Queries;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentState;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRoutesTest {
    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldListSessionsTheLatestSeenFirst() {
        server.queries.sessions.add(SampleRecords.session("s2", SampleRecords.START + 90_000));

        HttpResponse<String> response = server.get("/api/v1/sessions");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode answer = TestServer.json(response);
        assertThat(answer.at("/items").findValuesAsText("session_id")).containsExactly("s2", "s1");
        assertThat(answer.get("next").isNull()).isTrue();
        assertThat(answer.get("missing_partitions")).isEmpty();
        assertThat(answer.at("/items/1/waits/0/why").asText()).isEqualTo("Bash needs a permission");
    }

    @Test
    void shouldGivePagesUntilTheLastOne() {
        server.queries.sessions.add(SampleRecords.session("s2", SampleRecords.START + 90_000));
        server.queries.sessions.add(SampleRecords.session("s3", SampleRecords.START + 50_000));

        JsonNode first = server.json("/api/v1/sessions?limit=2");
        JsonNode second = server.json(
                "/api/v1/sessions?limit=2&cursor=" + first.get("next").asText());

        assertThat(first.at("/items").findValuesAsText("session_id")).containsExactly("s2", "s1");
        assertThat(second.at("/items").findValuesAsText("session_id")).containsExactly("s3");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void shouldPassOnTheFilter() {
        server.get("/api/v1/sessions?state=active,LOST&state=WAITING&from=2025-10-09T08:53:20%2B00:00&to=1760000000001"
                + "&project=a%26b&user=ada%20l");

        assertThat(server.queries.sessionFilter.states())
                .containsExactlyInAnyOrder(AgentState.ACTIVE, AgentState.LOST, AgentState.WAITING);
        assertThat(server.queries.sessionFilter.from()).isEqualTo(1_760_000_000_000L);
        assertThat(server.queries.sessionFilter.to()).isEqualTo(1_760_000_000_001L);
        assertThat(server.queries.sessionFilter.project()).isEqualTo("a&b");
        assertThat(server.queries.sessionFilter.user()).isEqualTo("ada l");
    }

    @Test
    void shouldNameThePartitionsThatAnAnswerLacks() {
        server.queries.missing = List.of(1, 3);

        assertThat(server.json("/api/v1/sessions").get("missing_partitions"))
                .extracting(JsonNode::asInt)
                .containsExactly(1, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sessions?limit=0         | limit  | 0       | from 1 to 1000
            sessions?limit=1001      | limit  | 1001    | from 1 to 1000
            sessions?limit=many      | limit  | many    | from 1 to 1000
            sessions?limit=1&limit=2 | limit  | 1' and '2 | one value
            sessions?state=DONE      | state  | DONE    | REQUESTED, ACTIVE
            sessions?state=          | state  | ''      | REQUESTED, ACTIVE
            sessions?from=yesterday  | from   | yesterday | ISO-8601
            sessions?to=99999999999999999999 | to | 99999999999999999999 | epoch
            sessions?project=        | project | ''     | not empty
            sessions?cursor=abc      | cursor | abc     | `next`
            sessions?cursor=MTox     | cursor | MTox    | `next`
            sessions?user=%ff        | user   | %ff     | UTF-8
            sessions/s1/hierarchy?form=graph | form | graph | list, tree
            sessions/s1/hierarchy?at=-1 | at  | -1      | epoch
            sessions/s1/events?to=x  | to     | x       | epoch
            sessions/%ff/events      | session | %ff    | UTF-8
            agents?state=BUSY        | state  | BUSY    | WAITING
            """)
    void shouldNameTheBadParameterWhatWasGivenAndWhatIsAllowed(
            String path, String parameter, String given, String allowed) {
        HttpResponse<String> response = server.get("/api/v1/" + path);
        assertProblem(response, parameter, given, allowed);
    }

    private static void assertProblem(HttpResponse<String> response, String parameter, String given, String allowed) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("type").asText()).isEqualTo("urn:delegraph:problem:bad-parameter");
        assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
        assertThat(problem.get("given").asText()).isEqualTo(given);
        assertThat(problem.get("allowed").asText()).contains(allowed);
        assertThat(problem.get("detail").asText()).contains(parameter, given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions",
                "sessions/s1/hierarchy",
                "sessions/s1/workflows",
                "sessions/s1/messages",
                "sessions/s1/orphaned-resources",
                "sessions/s1/events",
                "agents",
                "agents/s1/a1"
            })
    void shouldRefuseUnknownParameters(String path) {
        HttpResponse<String> response = server.get("/api/v1/" + path + "?colour=red");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("parameter").asText()).isEqualTo("colour");
        assertThat(TestServer.json(response).get("detail").asText())
                .contains("'colour' is not a parameter of this path");
    }

    @Test
    void shouldListAHierarchyFlat() {
        JsonNode answer = server.json("/api/v1/sessions/s1/hierarchy");

        assertThat(answer.at("/session/session_id").asText()).isEqualTo("s1");
        assertThat(answer.at("/agents").findValuesAsText("agent_id")).containsExactly("root", "a1", "a2", "lost");
        assertThat(answer.at("/agents/0/parent_agent_id").isNull()).isTrue();
        assertThat(answer.at("/agents/2/parent_agent_id").asText()).isEqualTo("a1");
        assertThat(answer.at("/agents/1/edge_evidence").asText()).isEqualTo("META");
    }

    @Test
    void shouldNestAHierarchyAndKeepTheUnparentedApart() {
        JsonNode answer = server.json("/api/v1/sessions/s1/hierarchy?form=tree");

        assertThat(answer.at("/root/agent_id").asText()).isEqualTo("root");
        assertThat(answer.at("/root/children/0/agent_id").asText()).isEqualTo("a1");
        assertThat(answer.at("/root/children/0/children/0/agent_id").asText()).isEqualTo("a2");
        assertThat(answer.at("/root/children/0/children/0/children")).isEmpty();
        assertThat(answer.at("/unparented/0/agent_id").asText()).isEqualTo("lost");
        assertThat(answer.at("/unparented/0/description").asText()).isEqualTo("task of lost");
    }

    @ParameterizedTest
    @CsvSource({"1760000000000", "2025-10-09T08:53:20Z", "2025-10-09T10:53:20+02:00"})
    void shouldAskForTheTreeAsOfAMoment(String at) {
        JsonNode answer = server.json("/api/v1/sessions/s1/hierarchy?at=" + at);

        assertThat(server.queries.at).isEqualTo(1_760_000_000_000L);
        assertThat(answer.get("at").asLong()).isEqualTo(1_760_000_000_000L);
    }

    @Test
    void shouldListWorkflowsAndEvents() {
        assertThat(server.json("/api/v1/sessions/s1/workflows")
                        .at("/items/0/workflow_id")
                        .asText())
                .isEqualTo("w1");
        assertThat(server.json("/api/v1/sessions/s1/events?agent=a1&from=1&to=2")
                        .at("/items/0/tool")
                        .asText())
                .isEqualTo("Bash");
        assertThat(server.queries.timelineFilter).isEqualTo(new Queries.TimelineFilter("a1", 1L, 2L));
        assertThat(server.queries.timelinePage).isEqualTo(new Queries.PageRequest(1_000, null));

        assertThat(server.get("/api/v1/sessions/s1/events?cursor=x").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hierarchy", "hierarchy?form=tree", "workflows", "messages", "orphaned-resources", "events"})
    void shouldAnswer404WhenASessionIsUnknown(String question) {
        HttpResponse<String> response = server.get("/api/v1/sessions/no%22body/" + question);

        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("type").asText()).isEqualTo("urn:delegraph:problem:unknown-session");
        assertThat(problem.get("title").asText()).isEqualTo("Unknown session");
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("detail").asText()).contains("no\"body");
        assertThat(problem.get("instance").asText()).startsWith("/api/v1/sessions/no%22body/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "..",
                ".",
                "a b",
                "a+b",
                "\"quoted\"",
                "%2F",
                "ü",
                "\u202eright to left",
                "nul\0",
                "a;b=c",
                "?x#y",
                "{session}",
                "\ud83d\ude00",
                "a\\b",
                "a\r\nb"
            })
    void shouldFindOddIds(String id) {
        server.queries.sessions.add(SampleRecords.session(id, 1));
        server.queries.agents.add(SampleRecords.agent(id, id, "root"));
        String encoded = PercentCoding.encode(id);

        assertThat(server.json("/api/v1/sessions/" + encoded + "/hierarchy")
                        .at("/session/session_id")
                        .asText())
                .isEqualTo(id);
        assertThat(server.json("/api/v1/agents/" + encoded + "/" + encoded)
                        .at("/agent/agent_id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void shouldAnswer503WithRetryAfterWhileThePartitionMoves() {
        server.queries.failure = new NotAvailableException("partition 3 is moving", 2);

        HttpResponse<String> response = server.get("/api/v1/sessions/s1/hierarchy");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(TestServer.json(response).get("detail").asText()).isEqualTo("partition 3 is moving");
    }

    @Test
    void shouldNotExposeInternalErrors() {
        server.queries.failure = new IllegalStateException("secret of the store");

        HttpResponse<String> response = server.get("/api/v1/sessions");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret", "IllegalState");
        assertThat(TestServer.json(response).get("error_id").asText()).isNotEmpty();
    }

    @Test
    void shouldAnswerFromItselfWhenAnotherInstanceAsks() {
        server.local.sessions.add(SampleRecords.session("here", 1));

        assertThat(server.json("/api/v1/sessions", "X-Delegraph-Local", "true")
                        .at("/items")
                        .findValuesAsText("session_id"))
                .containsExactly("here");
        assertThat(server.queries.asked).hasValue(0);
    }
}
