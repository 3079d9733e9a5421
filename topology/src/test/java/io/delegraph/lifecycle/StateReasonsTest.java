package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.SpawnFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateReasonsTest {
    private static final long TWO_MINUTES = Duration.ofMinutes(2).toMillis();

    /** A request of an earlier version's event: it did not say what the client calls the tool. */
    private static final AgentRow IN_A_CALL =
            AgentRow.named("a1", "general-purpose").withCounts(new Counts(1, 0, 0, 0, 0, 1));

    @Test
    void shouldSpeakOfACallWhenTheNameOfItsToolIsUnknown() {
        assertThat(StateReasons.active(TWO_MINUTES, IN_A_CALL)).isEqualTo("a call runs for 2 min");
        assertThat(StateReasons.turnRunning(TWO_MINUTES, IN_A_CALL, true))
                .isEqualTo("a call runs for 2 min, or was interrupted");
    }

    /** Page and command line show a reason in place of the state's word. */
    @Test
    void shouldBeginWithTheWordOfTheStateInTheTableOfTerms() throws IOException {
        JsonNode words;
        try (InputStream in = getClass().getResourceAsStream("/io/delegraph/page/js/terms.json")) {
            words = Json.read(in.readAllBytes(), JsonNode.class).get("state");
        }
        assertThat(StateReasons.active(0, IN_A_CALL))
                .isEqualTo(words.at("/ACTIVE/0").asText());
        assertThat(StateReasons.turnRunning(0, IN_A_CALL, true))
                .isEqualTo(words.at("/ACTIVE/0").asText());
        assertThat(StateReasons.terminated("an error"))
                .startsWith(words.at("/FAILED/0").asText() + ": ");
        assertThat(StateReasons.refused(SpawnFailure.DEPTH_LIMIT, ""))
                .startsWith(words.at("/REFUSED/0").asText() + ": ");
    }
}
