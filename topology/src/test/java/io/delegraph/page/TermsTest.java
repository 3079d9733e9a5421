package io.delegraph.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the user interface's terms has a word for everything that the application can say, and one word for each. */
class TermsTest {
    private static final JsonNode TERMS = read();

    private static JsonNode read() {
        try (InputStream in = TermsTest.class.getResourceAsStream("/io/delegraph/page/js/terms.json")) {
            return Json.read(in.readAllBytes(), JsonNode.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> keys(String group) {
        List<String> keys = new ArrayList<>();
        TERMS.get(group).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void shouldHaveAWordForEveryStateEvidenceAndWait() {
        assertThat(keys("state"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Arrays.stream(AgentState.values()).map(Enum::name), Stream.of("IDLE"))
                                .toList());
        assertThat(keys("evidence")).containsExactlyInAnyOrderElementsOf(names(EdgeEvidence.values()));
        assertThat(keys("outcome")).containsExactlyInAnyOrderElementsOf(names(ToolOutcome.values()));
        assertThat(keys("need"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(WaitKind.values())
                        .filter(WaitKind::urgent)
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void shouldHaveOneWordForOneThing() {
        List<String> words = new ArrayList<>();
        TERMS.get("state").forEach(term -> words.add(term.get(0).asText()));
        TERMS.get("thing").forEach(term -> words.add(term.get(0).asText()));
        assertThat(words).doesNotHaveDuplicates();
    }

    @Test
    void shouldExplainEachTermInASentence() {
        TERMS.forEach(
                group -> group.forEach(term -> assertThat(term.get(1).asText()).matches("[A-Z].*\\.")));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
