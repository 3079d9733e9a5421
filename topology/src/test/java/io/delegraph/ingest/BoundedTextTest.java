package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SpawnRequested;
import org.junit.jupiter.api.Test;

/** What is kept of a text is short, and whole characters. */
class BoundedTextTest {
    private static final String ROCKET = "\uD83D\uDE80";

    @Test
    void shouldKeepWholeCharactersOfADescription() {
        for (int before = 0; before < 4; before++) {
            // much white space makes the part that is looked at shorter than what may be kept
            String text = "x".repeat(before) + " ".repeat(400) + ROCKET.repeat(100);
            ObjectNode hook = hook("PreToolUse");
            hook.put("tool_name", "Agent").putObject("tool_input").put("description", text);
            SpawnRequested event = (SpawnRequested) event(hook);

            assertThat(event.request().description())
                    .hasSizeLessThanOrEqualTo(120)
                    .matches("x*\\s?(?:" + ROCKET + ")+…?");
        }
    }

    @Test
    void shouldKeepWholeCharactersOfAnInvalidFlag() {
        for (int before = 0; before < 2; before++) {
            PromptSubmitted event = prompt("--iterations=" + "x".repeat(before) + ROCKET.repeat(50));

            assertThat(event.declared().invalid().getFirst())
                    .hasSizeLessThanOrEqualTo(40)
                    .matches("--iterations=x*(?:" + ROCKET + ")+…");
        }
    }

    @Test
    void shouldMaskASecretInAnInvalidFlag() {
        assertThat(prompt("--concurrency sk-" + "a1B2".repeat(20)).declared().invalid())
                .containsExactly("--concurrency [masked]");
    }

    @Test
    void shouldKeepAFewInvalidFlags() {
        assertThat(prompt("--concurrency many ".repeat(1_000)).declared().invalid())
                .hasSize(20);
    }

    @Test
    void shouldKeepTheBeginningOfALongProjectName() {
        AgentEvent.InSession event = event(hook("Stop").put("cwd", "/home/dev/" + "p".repeat(10_000) + "/"));

        assertThat(event.origin().project()).hasSize(120).startsWith("pppp");
    }

    @Test
    void shouldTakeANotificationOfNobodyForAPrompt() {
        assertThat(prompt("<task-notification><task-id> </task-id></task-notification>"))
                .isNotNull();
    }

    private static PromptSubmitted prompt(String text) {
        return (PromptSubmitted) event(hook("UserPromptSubmit").put("prompt", text));
    }

    private static ObjectNode hook(String name) {
        return Json.MAPPER.createObjectNode().put("session_id", "s").put("hook_event_name", name);
    }

    private static AgentEvent.InSession event(ObjectNode hook) {
        Normalized normalized = new Normalizer(Privacy.DEFAULT, Traces.keyed("a key for the tests"))
                .normalize(Json.write(hook), new RawPosition(0, 0, 0));
        return ((Normalized.Accepted) normalized).events().getFirst();
    }
}
