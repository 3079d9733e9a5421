package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.ToolStarted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Sizes are those of the texts between agents, without their envelopes. */
class SizesTest {
    private static AgentEvent.InSession event(String hook) {
        Normalizer normalizer =
                ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"));
        Normalized normalized =
                normalizer.normalize(hook.getBytes(StandardCharsets.UTF_8), new RawPosition(0, 0, 1_795_361_668_448L));
        return ((Normalized.Accepted) normalized).events().getFirst();
    }

    @Test
    void shouldMeasureAResultByItsTexts() {
        SpawnAnswered answered = (SpawnAnswered) event("""
                {"session_id":"s","hook_event_name":"PostToolUse","tool_name":"Agent","tool_use_id":"t","tool_input":{},
                 "tool_response":{"status":"completed","agentId":"a","content":[
                   {"type":"text","text":"four"},{"type":"image","source":"x"},{"type":"text","text":"words"}]}}""");

        assertThat(answered.totals().resultChars()).isEqualTo(4 + 5);
    }

    @Test
    void shouldMeasureAMessageByItsText() {
        ToolStarted sent = (ToolStarted) event("""
                {"session_id":"s","hook_event_name":"PreToolUse","tool_name":"SendMessage","tool_use_id":"t",
                 "tool_input":{"to":"helper","summary":"go on","message":"mind the gap"}}""");

        assertThat(sent.inputChars()).isEqualTo("mind the gap".length());
    }

    @Test
    void shouldMeasureAnyOtherInputAsAWhole() {
        ToolStarted called = (ToolStarted) event("""
                {"session_id":"s","hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"t",
                 "tool_input":{"command":"make","description":"build"}}""");

        assertThat(called.inputChars()).isEqualTo("make".length() + "build".length());
    }

    @Test
    void shouldHaveNoSizeWhenTextsAreMissing() throws IOException {
        JsonNode node =
                Json.MAPPER.readTree("{\"text\":\"abc\",\"none\":[{\"type\":\"image\"}],\"empty\":[],\"null\":null}");

        assertThat(JsonFields.textSize(node, "text")).isEqualTo(3);
        assertThat(JsonFields.textSize(node, "none")).isNull();
        assertThat(JsonFields.textSize(node, "empty")).isNull();
        assertThat(JsonFields.textSize(node, "null")).isNull();
        assertThat(JsonFields.textSize(node, "absent")).isNull();
        assertThat(JsonFields.textSize(null, "text")).isNull();
    }
}
