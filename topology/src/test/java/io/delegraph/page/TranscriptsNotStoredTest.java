package io.delegraph.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.schemas.lifecycle.AgentState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transcript is read from the disk and shown, and no byte of it is anywhere in the broker's log or the stores afterwards. */
@Timeout(120)
class TranscriptsNotStoredTest {
    private static final String SESSION = "6d537c3a-289e-463b-b7d4-5e3d81a85aed";

    /** As likely to be compressed as the other one, which a hook brings. */
    private static final String SAID = "5b1f0c9e7a64d2830f";

    private static final String KEPT = "c94e07d13b5f82a6e1";

    @Test
    void shouldKeepNothingOfATranscriptThatWasRead() throws IOException {
        try (StartedApp app = StartedApp.start()) {
            app.send(List.of(
                    hook("SessionStart", "\"source\":\"startup\""),
                    hook("UserPromptSubmit", "\"prompt\":\"go\""),
                    hook(
                            "PreToolUse",
                            "\"tool_name\":\"Agent\",\"tool_use_id\":\"t1\",\"tool_input\":{\"description\":\"" + KEPT
                                    + "\",\"prompt\":\"x\",\"subagent_type\":\"Explore\"}")));
            app.awaitSession(SESSION);
            await().until(() ->
                    !app.get("/api/v1/search?q=" + KEPT).get("items").isEmpty());
            Path project = Files.createDirectories(app.transcripts().resolve("shop"));
            Files.writeString(
                    project.resolve(SESSION + ".jsonl"),
                    "{\"type\":\"assistant\",\"message\":{\"content\":\"" + SAID + "\"}}\n");

            assertThat(app.get("/api/v1/sessions/6d53/transcript")
                            .at("/items/0/text")
                            .asText())
                    .isEqualTo(SAID);
            assertThat(app.get("/api/v1/search?q=" + SAID).get("items")).isEmpty();
            assertThat(app.get("/api/v1/search?q=" + KEPT).at("/items/0/state").asText())
                    .isEqualTo(AgentState.ACTIVE.name());
            app.stop();

            assertThat(filesWith(app.data(), KEPT))
                    .as("what a hook said is found")
                    .isNotEmpty();
            assertThat(filesWith(app.data(), SAID)).isEmpty();
        }
    }

    private static String hook(String event, String more) {
        return "{\"session_id\":\"" + SESSION + "\",\"hook_event_name\":\"" + event + "\",\"cwd\":\"/home/dev/shop\","
                + more + "}";
    }

    private static List<Path> filesWith(Path directory, String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
