package io.delegraph.tools.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens of an agent's model requests. The usage of a message is repeated with each of its blocks; the last one counts. */
final class RawTokenUsage {
    private static final List<String> KINDS =
            List.of("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens");

    private final Map<String, Long> requests = new LinkedHashMap<>();
    private @Nullable String last;

    /** Adds a request from the agent's own transcript, which has all of them. */
    void ownRequest(JsonNode message) {
        request(message);
        if (message.path("usage").isObject()) {
            last = message.path("id").asText();
        }
    }

    /** Adds a request that the session's transcript repeats, which lacks the last one. */
    void request(JsonNode message) {
        if (message.path("usage").isObject()) {
            requests.put(message.path("id").asText(), tokens(message.path("usage")));
        }
    }

    private static long tokens(JsonNode usage) {
        return KINDS.stream().mapToLong(kind -> usage.path(kind).asLong()).sum();
    }

    /** The total with the last request from the call's answer; null when the other requests are unknown. */
    @Nullable
    Long with(JsonNode answered) {
        if (requests.isEmpty() || last == null && !answered.isObject()) {
            return null;
        }
        long all = requests.values().stream().mapToLong(Long::longValue).sum();
        if (!answered.isObject()) {
            return all;
        }
        // its own transcript may have recorded the last message before it was complete
        return all - (last == null ? 0 : requests.getOrDefault(last, 0L)) + tokens(answered);
    }
}
