package io.delegraph.tools.accuracy;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call of the delegating tool as it stands in a transcript.
 *
 * @param answer what the client noted of its result; null while there is none
 */
record RawCall(int promptChars, JsonNode answer) {
    boolean completed() {
        return "completed".equals(answer.path("status").asText());
    }

    boolean inBackground() {
        return answer.path("isAsync").asBoolean();
    }

    String agentId() {
        return answer.path("agentId").asText("");
    }

    double durationMs() {
        return answer.path("totalDurationMs").asDouble();
    }

    int resultChars() {
        int sum = 0;
        for (JsonNode block : answer.path("content")) {
            sum += block.path("text").asText("").length();
        }
        return sum;
    }

    /** Its usage; missing when the answer does not have it. */
    JsonNode lastRequest() {
        return answer.path("usage");
    }
}
