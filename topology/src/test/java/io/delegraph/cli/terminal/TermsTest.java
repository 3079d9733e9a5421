package io.delegraph.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command line has no words of its own for what the page's table names. */
class TermsTest {
    private static final JsonNode TABLE = read();

    private static JsonNode read() {
        try (InputStream in = TermsTest.class.getResourceAsStream("/io/delegraph/page/js/terms.json")) {
            return Json.read(in.readAllBytes(), JsonNode.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String word(String group, String key) {
        return TABLE.get(group).get(key).get(0).asText();
    }

    @ParameterizedTest
    @EnumSource(AgentState.class)
    void shouldKnowEveryState(AgentState state) {
        assertThat(Terms.of(state)).isNotEmpty().isEqualTo(word("state", state.name()));
    }

    @ParameterizedTest
    @EnumSource(EdgeEvidence.class)
    void shouldKnowEveryEvidence(EdgeEvidence evidence) {
        assertThat(Terms.of(evidence)).isNotEmpty().isEqualTo(word("evidence", evidence.name()));
    }

    @ParameterizedTest
    @EnumSource(ToolOutcome.class)
    void shouldKnowEveryOutcome(ToolOutcome outcome) {
        assertThat(Terms.of(outcome)).isNotEmpty().isEqualTo(word("outcome", outcome.name()));
    }

    @Test
    void shouldKnowWhatIsIdleAndWhatNeedsAPerson() {
        assertThat(Terms.idle()).isEqualTo(word("state", "IDLE"));
        assertThat(Terms.needsYou()).isEqualTo(word("thing", "need"));
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentState.class,
            names = {"FAILED", "REFUSED", "KILLED", "LOST"})
    void shouldCountWhatWentWrongInASessionByTheWordOfItsState(AgentState state) {
        SessionSummary session = SessionSummary.builder()
                .sessionId("s1")
                .state(AgentState.COMPLETED)
                .stateReason("finished")
                .agents(Map.of(state, 3))
                .waits(List.of())
                .children(List.of())
                .build();

        assertThat(SessionLabels.failures(session, 2))
                .isEqualTo("3 " + word("state", state.name()) + ", 2 turns failed");
    }
}
