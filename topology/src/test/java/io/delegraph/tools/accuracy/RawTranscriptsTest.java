package io.delegraph.tools.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transcripts in the client's format, reduced to what is read. */
class RawTranscriptsTest {
    private final RawTranscripts raw = new RawTranscripts();

    @TempDir
    private Path dir;

    private void read(String agentId, String... entries) throws IOException {
        Path file = Files.createTempFile(dir, "transcript", ".jsonl");
        Files.write(file, List.of(entries));
        raw.read(file, agentId);
    }

    private static String call(String id, String tool, String input) {
        return """
                {"sessionId":"s","type":"assistant","message":{"content":[\
                {"type":"tool_use","id":"%s","name":"%s","input":%s}]}}""".formatted(id, tool, input);
    }

    private static String answer(String id, String result) {
        return """
                {"sessionId":"s","type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"%s"}]},\
                "toolUseResult":%s}""".formatted(id, result);
    }

    private static String message(String id, int input, int output) {
        return """
                {"id":"%s","usage":{"input_tokens":%d,"cache_read_input_tokens":5,"output_tokens":%d}}""".formatted(id, input, output);
    }

    private static String repeated(String message) {
        return """
                {"sessionId":"s","type":"progress","data":{"type":"agent_progress","agentId":"a1",\
                "message":{"message":%s}}}""".formatted(message);
    }

    @BeforeEach
    void readASession() throws IOException {
        read(
                null,
                call("t1", "Task", "{\"prompt\":\"ten chars.\"}"),
                repeated(message("m1", 100, 1)),
                repeated(message("m1", 100, 20)),
                "{\"sessionId\":\"s\",\"type\":\"assist",
                answer("t1", """
                        {"status":"completed","agentId":"a1","totalDurationMs":61000,\
                        "content":[{"type":"text","text":"été"},{"type":"text","text":"four"}],\
                        "usage":{"input_tokens":300,"output_tokens":40}}"""),
                call("t2", "Agent", "{\"prompt\":\"ten chars.\"}"),
                answer("t2", "{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a2\"}"),
                call("t3", "TaskOutput", "{\"task_id\":\"a2\",\"block\":true}"),
                answer("t3", "{\"task\":{\"task_id\":\"a2\",\"status\":\"completed\",\"result\":\"twelve chars\"}}"),
                call("t4", "Agent", "{\"prompt\":\"ten chars.\"}"),
                answer("t4", "{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a4\"}"),
                """
                {"sessionId":"s","type":"queue-operation","content":"<task-notification>\\n<task-id>a4</task-id>\\n\
                <status>completed</status>\\n<result>six in</result>\\n</task-notification>"}""",
                call("t5", "Agent", "{\"prompt\":\"ten chars.\"}"));
    }

    @Test
    void shouldReadTheAmountsOfACallsAnswer() {
        assertThat(raw.of("s", "t1"))
                .isEqualTo(Map.of(
                        "completion_time_ms", 61_000.0,
                        "message_count", 2.0,
                        "data_transfer_chars", 10 + 3 + 4.0,
                        "sync_points", 1.0,
                        // the last version of m1 once, and the request of the answer
                        "resource_usage", 100 + 5 + 20 + 300 + 40.0));
    }

    @Test
    void shouldReadTheWaitAndTheResultOfABackgroundAgent() {
        assertThat(raw.of("s", "t2"))
                .isEqualTo(Map.of("message_count", 2.0, "data_transfer_chars", 10 + 12.0, "sync_points", 1.0));
        assertThat(raw.of("s", "t4"))
                .isEqualTo(Map.of("message_count", 2.0, "data_transfer_chars", 10 + 6.0, "sync_points", 0.0));
    }

    @Test
    void shouldReadNothingWhenACallHasNoAnswer() {
        assertThat(raw.of("s", "t5")).isEmpty();
        assertThat(raw.of("s", "unknown")).isEmpty();
    }

    @Test
    void shouldTakeTheLastRequestFromTheAnswerWhenTheTranscriptIsIncomplete() throws IOException {
        read(
                "a1",
                "{\"sessionId\":\"s\",\"message\":" + message("m1", 100, 20) + "}",
                "{\"sessionId\":\"s\",\"message\":" + message("m2", 300, 1) + "}");

        assertThat(raw.of("s", "t1")).containsEntry("resource_usage", 100 + 5 + 20 + 300 + 40.0);
    }
}
