package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.tools.replay.LineFile;
import io.delegraph.transcript.ImportReport;
import io.delegraph.transcript.TranscriptHook;
import io.delegraph.transcript.TranscriptReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with common history, in the client's layout of a project's folder. */
class ProjectHistoryTest {
    private static final String NOTIFICATION =
            "<task-notification>\\n<task-id>a1</task-id>\\n<status>completed</status>\\n</task-notification>";

    @TempDir
    private Path project;

    private final ImportReport report = new ImportReport();

    private static String user(String session, String uuid, int second, String content) {
        return entry(session, uuid, second, "\"type\":\"user\",\"message\":{\"content\":" + content + "}");
    }

    private static String says(String session, String uuid, int second) {
        return entry(
                session,
                uuid,
                second,
                "\"type\":\"assistant\",\"message\":{\"id\":\"m" + uuid
                        + "\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"done\"}],"
                        + "\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}");
    }

    private static String calls(String session, String uuid, int second, String id, String tool, String input) {
        return entry(
                session,
                uuid,
                second,
                "\"type\":\"assistant\",\"message\":{\"id\":\"m%s\",\"model\":\"m\",\"content\":[{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}],\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}"
                        .formatted(uuid, id, tool, input));
    }

    private static String result(String session, String uuid, int second, String id, String more) {
        return entry(
                session,
                uuid,
                second,
                "\"type\":\"user\",\"message\":{\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"" + id
                        + "\",\"content\":\"\"}]}" + more);
    }

    private static String entry(String session, String uuid, int second, String more) {
        return "{\"parentUuid\":null,\"sessionId\":\"%s\",\"uuid\":\"%s\",\"timestamp\":\"2026-02-01T10:00:%02d.000Z\",%s}"
                .formatted(session, uuid, second, more);
    }

    private static String queue(String session, int second) {
        return "{\"type\":\"queue-operation\",\"operation\":\"dequeue\",\"sessionId\":\"%s\",\"timestamp\":\"2026-02-01T10:00:%02d.000Z\"}"
                .formatted(session, second);
    }

    private void write(String name, String... lines) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private List<TranscriptHook> imported(Path... named) {
        List<TranscriptHook> hooks = new ArrayList<>();
        for (TranscriptFiles.Transcript transcript : new TranscriptFiles(report).find(List.of(named))) {
            TranscriptReader reader = new TranscriptReader(
                    transcript.agentId(), transcript.beside(), transcript.copies(), Long.MAX_VALUE, report, hooks::add);
            for (Path file : transcript.files()) {
                try {
                    new LineFile(file.toString())
                            .read((number, line) ->
                                    assertThat(reader.line(line)).isNull());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            reader.end();
        }
        return hooks;
    }

    /** Like the client: the id under which it was opened is next to each session's own, also after the second {@code /clear}. */
    @Test
    void shouldLinkTheSessionsBeforeAndAfterClear() throws IOException {
        String clear = "\"<command-name>/clear</command-name>\\n<command-message>clear</command-message>\"";
        write("s1.jsonl", user("s1", "u1", 1, "\"go\""), of("s1", says("s1", "u2", 2)));
        write("s2.jsonl", user("s2", "u3", 5, clear), user("s2", "u4", 6, "\"go\""), of("s1", says("s2", "u5", 7)));
        write("s3.jsonl", user("s3", "u6", 10, clear), user("s3", "u7", 11, "\"go\""), of("s1", says("s3", "u8", 12)));
        write("other.jsonl", user("other", "u9", 8, "\"go\""), of("other", says("other", "u10", 9)));
        write("noted-by-nobody.jsonl", user("noted-by-nobody", "u11", 14, clear), says("noted-by-nobody", "u12", 15));

        assertThat(links(imported(project)))
                .containsExactlyInAnyOrder(
                        "s2 began after s1", "s1 went on as s2", "s3 began after s2", "s2 went on as s3");
    }

    private static String of(String client, String entry) {
        return entry.replaceFirst("\\{", "{\"session_id\":\"" + client + "\",");
    }

    private static List<String> links(List<TranscriptHook> hooks) {
        List<String> links = new ArrayList<>();
        for (TranscriptHook hook : hooks) {
            JsonNode envelope = Json.read(hook.envelope().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                    .path("hook");
            if (envelope.has("previous_session_id")) {
                links.add(hook.sessionId() + " began after "
                        + envelope.path("previous_session_id").asText());
            }
            if (envelope.has("next_session_id")) {
                links.add(hook.sessionId() + " went on as "
                        + envelope.path("next_session_id").asText());
            }
        }
        return links;
    }

    private static Map<String, List<String>> prompts(List<TranscriptHook> hooks) {
        return hooks.stream()
                .filter(hook -> hook.envelope().contains("\"UserPromptSubmit\""))
                .collect(Collectors.groupingBy(
                        TranscriptHook::sessionId, Collectors.mapping(TranscriptHook::id, Collectors.toList())));
    }

    /** A session, one that forked from it, and one that forked from that; {@code own} is the first entry that is not copied. */
    private void forks() throws IOException {
        write(
                "z-original.jsonl",
                user("z-original", "u1", 1, "\"one\""),
                queue("z-original", 2),
                says("z-original", "u2", 3),
                user("z-original", "u3", 8, "\"later\""),
                says("z-original", "u4", 9));
        write(
                "b-fork.jsonl",
                user("b-fork", "u1", 1, "\"one\""),
                says("b-fork", "u2", 3),
                user("b-fork", "v1", 5, "\"two\""),
                queue("b-fork", 6),
                says("b-fork", "v2", 7));
        write(
                "a-fork.jsonl",
                user("a-fork", "u1", 1, "\"one\""),
                says("a-fork", "u2", 3),
                user("a-fork", "v1", 5, "\"two\""),
                says("a-fork", "v2", 7),
                user("a-fork", "w1", 6, "\"three\""),
                says("a-fork", "w2", 7));
    }

    @Test
    void shouldCountCopiedHistoryOnceInTheSessionThatItWasWrittenFor() throws IOException {
        forks();

        assertThat(prompts(imported(project)))
                .isEqualTo(Map.of(
                        "z-original", List.of("u1", "u3"),
                        "b-fork", List.of("v1"),
                        "a-fork", List.of("w1")));
        assertThat(report.lines()).anyMatch(line -> line.contains("copied from another session 6"));
    }

    @Test
    void shouldRecogniseACopyWhoseOriginalIsNotImportedNow() throws IOException {
        forks();

        assertThat(prompts(imported(project.resolve("a-fork.jsonl")))).isEqualTo(Map.of("a-fork", List.of("w1")));
    }

    @Test
    void shouldTakeTheEndedSessionAsTheOriginalWithoutOtherEvidence() throws IOException {
        write("b.jsonl", user("b", "u1", 1, "\"one\""), says("b", "u2", 3));
        write("a.jsonl", user("a", "u1", 1, "\"one\""), says("a", "u2", 3), user("a", "u3", 5, "\"two\""));

        assertThat(prompts(imported(project))).isEqualTo(Map.of("b", List.of("u1"), "a", List.of("u3")));
    }

    @Test
    void shouldTakeTheSessionThatGoesOnInTheMiddleOfATurnForTheOriginal() throws IOException {
        String[] shared = {user("a", "u1", 1, "\"one\""), calls("a", "u2", 3, "t1", "Bash", "{}")};
        write("a.jsonl", shared);
        write(
                "b.jsonl",
                shared[0].replace("\"a\"", "\"b\""),
                shared[1].replace("\"a\"", "\"b\""),
                result("b", "u3", 5, "t1", ""),
                says("b", "u4", 6));

        assertThat(prompts(imported(project)))
                .as("a fork goes on with a prompt")
                .isEqualTo(Map.of("b", List.of("u1")));
    }

    @Test
    void shouldUseTheClientsRecordOfAForkWhenThereIsOne() throws IOException {
        String from = ",\"forkedFrom\":{\"sessionId\":\"gone\",\"messageUuid\":\"u1\"}";
        write(
                "a.jsonl",
                entry("a", "u1", 1, "\"type\":\"user\",\"message\":{\"content\":\"one\"}" + from),
                says("a", "u2", 3).replace("\"parentUuid\":null", "\"parentUuid\":null" + from),
                user("a", "u3", 5, "\"two\""),
                says("a", "u4", 6));

        assertThat(prompts(imported(project)))
                .as("no other transcript contains a session whose own is gone")
                .isEqualTo(Map.of("gone", List.of("u1"), "a", List.of("u3")));

        write("gone.jsonl", user("gone", "u1", 1, "\"one\""), says("gone", "u2", 3));
        assertThat(prompts(imported(project.resolve("a.jsonl")))).isEqualTo(Map.of("a", List.of("u3")));
    }

    @Test
    void shouldReadAnAgentAsOneWhoseClientWentOnUnderAnotherSessionId() throws IOException {
        write(
                "old.jsonl",
                user("old", "u1", 1, "\"one\""),
                calls("old", "u2", 2, "t1", "Agent", "{\"subagent_type\":\"Explore\",\"prompt\":\"do\"}"),
                result(
                        "old",
                        "u3",
                        3,
                        "t1",
                        ",\"toolUseResult\":{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a1\"}"),
                says("old", "u4", 4));
        write(
                "old/subagents/agent-a1.jsonl",
                user("old", "s1", 3, "\"do\""),
                calls("old", "s2", 4, "t2", "Bash", "{}"));
        write("old/subagents/agent-a1.meta.json", "{\"agentType\":\"Explore\",\"toolUseId\":\"t1\"}");
        write(
                "new.jsonl",
                user("new", "n1", 6, "\"two\""),
                says("new", "n2", 7),
                user("new", "n3", 20, "\"" + NOTIFICATION + "\""),
                says("new", "n4", 21));
        write(
                "new/subagents/agent-a1.jsonl",
                result("new", "s3", 14, "t2", "").replace("\"parentUuid\":null", "\"parentUuid\":\"s2\""),
                says("new", "s4", 15));
        write("new/subagents/agent-a1.meta.json", "{\"agentType\":\"Explore\",\"toolUseId\":\"t1\",\"finished\":true}");

        for (Path named : List.of(project, project.resolve("new.jsonl"))) {
            List<TranscriptHook> hooks = imported(named);
            assertThat(hooks.stream().filter(hook -> hook.envelope().contains("\"agent_id\":\"a1\"")))
                    .as("%s", named)
                    .isNotEmpty()
                    .allSatisfy(hook -> assertThat(hook.sessionId()).isEqualTo("old"));
            assertThat(hooks.stream().filter(hook -> hook.envelope().contains("task-notification")))
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.sessionId()).isEqualTo("old"));
            assertThat(hooks.stream().filter(hook -> hook.envelope().contains("\"SubagentStop\"")))
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.envelope())
                            .as("the tokens of both parts")
                            .contains("\"input_tokens\":20"));
            assertThat(hooks.stream().filter(hook -> hook.id().equals("n3/SessionEnd")))
                    .as("the session where it began waits for nothing any more")
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.sessionId()).isEqualTo("old"));
            assertThat(hooks.stream().map(TranscriptHook::id)).doesNotHaveDuplicates();
        }
    }
}
