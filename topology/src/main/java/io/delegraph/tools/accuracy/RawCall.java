package io.delegraph.tools.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of the delegating tool in a transcript.
 *
 * @param answer the client's record of its result; null while there is none
 */
record RawCall(int promptChars, @Nullable JsonNode answer) {
    private JsonNode answered() {
        return Objects.requireNonNull(answer, "only a call that was answered is asked for its answer");
    }

    boolean completed() {
        return "completed".equals(answered().path("status").asText());
    }

    boolean inBackground() {
        return answered().path("isAsync").asBoolean();
    }

    String agentId() {
        return answered().path("agentId").asText("");
    }

    double durationMs() {
        return answered().path("totalDurationMs").asDouble();
    }

    int resultChars() {
        int sum = 0;
        for (JsonNode block : answered().path("content")) {
            sum += block.path("text").asText("").length();
        }
        return sum;
    }

    /** The usage of its last request; missing when the answer lacks it. */
    JsonNode lastRequest() {
        return answered().path("usage");
    }
}
