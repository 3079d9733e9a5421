package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events are kept in the topic for a month: those of the previous version did not contain the action of a call. */
class EarlierEventsTest {
    static Stream<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldReadEventsOfTheEarlierVersionAsTheSame(Recording recording) {
        for (AgentEvent.InSession event : recording.events(true)) {
            assertThat(read(earlier(event))).isEqualTo(event);
            assertThat(read(Json.write(event))).isEqualTo(event);
        }
    }

    /** The event without the fields that were added later. */
    private static byte[] earlier(AgentEvent event) {
        ObjectNode json = Json.MAPPER.valueToTree(event);
        json.remove(List.of("action", "client_goes_on"));
        if (json.get("kind").textValue().startsWith("spawn_")) {
            json.remove("tool");
        }
        for (JsonNode call : json.path("calls")) {
            ((ObjectNode) call).remove("action");
        }
        return Json.write(json);
    }

    @Test
    void shouldReadTheBytesOfTheEarlierVersion() {
        byte[] bytes = """
                {"kind":"tool_started","origin":{"event_id":"e","at":1,"arrived_at":1,"session_id":"s","source":"demo",\
                "ancestor_pids":[]},"tool_use_id":"t","tool":"MultiEdit","input_chars":3}""".getBytes(StandardCharsets.UTF_8);

        assertThat(((ToolStarted) read(bytes)).action()).isEqualTo(ToolAction.WRITE_FILE);
    }

    @Test
    void shouldNotGuessTheActionOfAnotherClientsCall() {
        byte[] bytes = """
                {"kind":"tool_started","origin":{"event_id":"e","at":1,"arrived_at":1,"session_id":"s","source":"acorn",\
                "ancestor_pids":[]},"tool_use_id":"t","tool":"Write","input_chars":3}""".getBytes(StandardCharsets.UTF_8);

        assertThat(((ToolStarted) read(bytes)).action()).isNull();
    }

    private static AgentEvent read(byte[] json) {
        return JsonSerdes.events().deserialize(Names.EVENTS, json);
    }
}
