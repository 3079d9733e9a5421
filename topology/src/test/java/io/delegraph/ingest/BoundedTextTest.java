package io.delegraph.ingest;

import static io.delegraph.ingest.TestHooks.event;
import static io.delegraph.ingest.TestHooks.hook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SpawnRequested;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored texts are short and consist of whole characters. */
class BoundedTextTest {
    private static final String ROCKET = "\uD83D\uDE80";

    @Test
    void shouldKeepWholeCharactersOfADescription() {
        for (int before = 0; before < 4; before++) {
            // much white space makes the examined part shorter than the limit
            String text = "x".repeat(before) + " ".repeat(400) + ROCKET.repeat(100);
            ObjectNode hook = hook("PreToolUse");
            hook.put("tool_name", "Agent").putObject("tool_input").put("description", text);
            SpawnRequested event = (SpawnRequested) event(hook);

            assertThat(event.request().description())
                    .hasSizeLessThanOrEqualTo(120)
                    .matches("x*\\s?(?:" + ROCKET + ")+…?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--wave-strategy anything",
                "--wave-strategy=anything",
                "--concurrency anything",
                "--iterations=anything",
                "--loop=anything",
                "--delegate=anything",
            })
    void shouldDropWordsOfThePromptBehindAnInvalidFlag(String prompt) {
        PromptSubmitted event = prompt(prompt);

        assertThat(event.declared().invalid()).containsExactly(prompt.split("[ =]", 2)[0]);
        assertThat(new String(Json.write(event), StandardCharsets.UTF_8)).doesNotContain("anything");
    }

    @Test
    void shouldNameAnInvalidFlagOnce() {
        assertThat(prompt("--concurrency many ".repeat(1_000)).declared().invalid())
                .containsExactly("--concurrency");
    }

    @Test
    void shouldKeepTheBeginningOfALongProjectName() {
        AgentEvent.InSession event = event(hook("Stop").put("cwd", "/home/dev/" + "p".repeat(10_000) + "/"));

        assertThat(event.origin().project()).hasSize(120).startsWith("pppp");
    }

    @Test
    void shouldTreatANotificationWithoutATaskIdAsAPrompt() {
        assertThat(prompt("<task-notification><task-id> </task-id></task-notification>"))
                .isNotNull();
    }

    private static PromptSubmitted prompt(String text) {
        return (PromptSubmitted) event(hook("UserPromptSubmit").put("prompt", text));
    }
}
