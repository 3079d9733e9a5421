package io.delegraph.http.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.PercentCoding;
import io.delegraph.query.SampleRecords;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptRoutesTest {
    private static final String SESSION = "838de2ab-fdcc-4f40-a801-a678d5205eac";
    private static final String URL = "/api/v1/sessions/" + SESSION + "/transcript";

    @TempDir
    Path home;

    private Path project;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        project = Files.createDirectories(home.resolve("projects/shop"));
        server = new TestServer(FakeQueries.withFamily(SESSION), home.resolve("projects"), true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String says(String role, String content) {
        return "{\"type\":\"" + role + "\",\"sessionId\":\"" + SESSION
                + "\",\"timestamp\":\"2025-10-09T08:53:20.000Z\",\"message\":{\"role\":\"" + role + "\",\"content\":"
                + content + "}}";
    }

    private void transcript(String... lines) throws IOException {
        Files.writeString(project.resolve(SESSION + ".jsonl"), String.join("\n", lines) + "\n");
    }

    @Test
    void shouldTellMessagesAndToolCallsInTheirOrder() throws IOException {
        transcript(
                "{\"type\":\"summary\",\"summary\":\"not shown\"}",
                says("user", "\"go\""),
                says(
                        "assistant",
                        "[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"I shall.\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\",\"input\":{\"command\":\"make\"}}]"),
                says(
                        "user",
                        "[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"is_error\":true,\"content\":[{\"type\":\"text\",\"text\":\"No rule\"}]}]"),
                "no JSON");

        JsonNode answer = server.json(URL);

        assertThat(answer.get("items").findValuesAsText("kind"))
                .containsExactly("text", "thinking", "text", "tool_use", "tool_result");
        assertThat(answer.get("items").findValuesAsText("text"))
                .containsExactly("go", "hm", "I shall.", "{\"command\":\"make\"}", "No rule");
        assertThat(answer.get("items").findValuesAsText("role"))
                .containsExactly("user", "assistant", "assistant", "assistant", "user");
        assertThat(answer.at("/items/3/tool_name").asText()).isEqualTo("Bash");
        assertThat(answer.at("/items/4/tool_use_id").asText()).isEqualTo("t1");
        assertThat(answer.at("/items/4/is_error").asBoolean()).isTrue();
        assertThat(answer.at("/items/0/at").asLong()).isEqualTo(1_760_000_000_000L);
        assertThat(answer.get("next").isNull()).isTrue();
        assertThat(answer.get("agent_id").asText()).isEqualTo("root");
        assertThat(server.json("/api/v1/sessions/838d/transcript"))
                .as("by a prefix")
                .isEqualTo(answer);
    }

    @Test
    void shouldMaskSecretsAndMarkWhatItCuts() throws IOException {
        String token = "ghp_" + "a".repeat(36);
        transcript(
                says("assistant", "\"the token is " + token + "\""),
                says(
                        "assistant",
                        "[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Mcp\",\"input\":{\"password\":\"hunter2\",\"q\":\""
                                + token + "\"}}]"),
                says("assistant", "\"" + "x".repeat(3_990) + " " + token + " " + "y".repeat(100) + "\""));

        HttpResponse<String> response = server.get(URL);
        JsonNode items = TestServer.json(response).get("items");

        assertThat(response.body()).contains("[masked]").doesNotContain("ghp_a", "hunter2");
        assertThat(items).extracting(item -> item.get("cut").asBoolean()).containsExactly(false, false, true);
        assertThat(items.get(2).get("text").asText()).hasSize(4_000).endsWith("…");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void shouldGivePagesToTheEndOfWhatIsWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            lines.add(says("user", "\"ä line " + i + "\""));
        }
        transcript(lines.toArray(String[]::new));
        Files.writeString(
                project.resolve(SESSION + ".jsonl"),
                Files.readString(project.resolve(SESSION + ".jsonl"))
                        + says("user", "\"half").substring(0, 60));
        List<String> texts = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            JsonNode page = server.json(URL + "?limit=3" + (cursor == null ? "" : "&cursor=" + cursor));
            texts.addAll(page.get("items").findValuesAsText("text"));
            cursor = page.get("next").textValue();
            pages++;
        } while (cursor != null && pages < 10);

        assertThat(texts).hasSize(7).startsWith("ä line 0").endsWith("ä line 6");
        assertThat(pages).isEqualTo(3);
        assertThat(server.get(URL + "?cursor=7").statusCode())
                .as("no line begins there")
                .isEqualTo(400);
        assertThat(server.get(URL + "?cursor=99999999").statusCode()).isEqualTo(400);
        assertThat(server.get(URL + "?cursor=-1").statusCode()).isEqualTo(400);
        assertThat(server.get(URL + "?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldReadAnAgentsOwnTranscriptAndLeaveItOutOfItsParents() throws IOException {
        transcript(
                says("user", "\"go\""),
                says("assistant", "\"of an agent\"").replaceFirst("\\{", "{\"isSidechain\":true,"));
        Path agents = Files.createDirectories(project.resolve(SESSION).resolve("subagents/workflows/w1"));
        Files.writeString(
                agents.resolve("agent-a1.jsonl"),
                says("assistant", "\"mine\"").replaceFirst("\\{", "{\"isSidechain\":true,\"agentId\":\"a1\",") + "\n");

        assertThat(server.json(URL).get("items").findValuesAsText("text")).containsExactly("go");
        assertThat(server.json(URL + "?agent=a1").get("items").findValuesAsText("text"))
                .containsExactly("mine");
        assertThat(server.get(URL + "?agent=a2").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldSayThatNoTranscriptLiesHere() {
        HttpResponse<String> response = server.get(URL);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(response).get("type").asText()).isEqualTo("urn:delegraph:problem:no-transcript");
        assertThat(TestServer.json(server.get("/api/v1/sessions/nobody/transcript"))
                        .get("type")
                        .asText())
                .isEqualTo("urn:delegraph:problem:unknown-session");
    }

    @Test
    void shouldNameTheSettingWhereTranscriptsAreOff() throws IOException {
        transcript(says("user", "\"go\""));
        try (TestServer off = new TestServer(FakeQueries.withFamily(SESSION), home.resolve("projects"), false)) {
            HttpResponse<String> response = off.get(URL);

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(TestServer.json(response).get("detail").asText()).contains("http.transcripts: true");
            assertThat(response.body()).doesNotContain("\"go\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../secret",
                "..",
                "../shop/secret",
                "shop/secret",
                "/etc/passwd",
                "secret.jsonl/..",
                "%2e%2e%2fsecret"
            })
    void shouldReadNothingOutsideTheProjects(String id) throws IOException {
        Files.writeString(home.resolve("secret.jsonl"), says("user", "\"private\"") + "\n");
        Files.createDirectories(project.resolve(id.replace("/", "_")));
        server.queries.sessions.add(SampleRecords.session(id, SampleRecords.START));

        String coded = PercentCoding.encode(id);
        assertThat(server.get("/api/v1/sessions/" + coded + "/transcript").statusCode())
                .isEqualTo(404);
        assertThat(server.get(URL + "?agent=" + coded).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldFollowNoLinkOutOfTheProjects() throws IOException {
        Files.writeString(home.resolve("secret.jsonl"), says("user", "\"private\"") + "\n");
        Files.createSymbolicLink(project.resolve(SESSION + ".jsonl"), home.resolve("secret.jsonl"));

        assertThat(server.get(URL).statusCode()).isEqualTo(404);
    }
}
