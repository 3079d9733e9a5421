package io.delegraph.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The words for states, ends and evidence, from the same table as on the page. */
final class Terms {
    private static final String TABLE = "/io/delegraph/page/js/terms.json";
    private static final JsonNode WORDS = read();

    private Terms() {}

    static String of(AgentState state) {
        return word("state", state.name());
    }

    /** Of a root that only waits for the next prompt. */
    static String idle() {
        return word("state", "IDLE");
    }

    static String of(EdgeEvidence evidence) {
        return word("evidence", evidence.name());
    }

    static String of(ToolOutcome outcome) {
        return word("outcome", outcome.name());
    }

    static String needsYou() {
        return word("thing", "need");
    }

    private static String word(String group, String key) {
        return WORDS.path(group).path(key).path(0).asText();
    }

    private static JsonNode read() {
        try (InputStream in = Terms.class.getResourceAsStream(TABLE)) {
            return Json.read(Objects.requireNonNull(in, TABLE).readAllBytes(), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
