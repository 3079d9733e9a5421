package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Token usage of a conversation. A message's usage is repeated with each of its blocks: the last one counts, once. */
final class TokenUsageSum {
    private static final List<String> FIELDS =
            List.of("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens");

    private final Map<String, long[]> messages = new HashMap<>();
    private final long[] sum = new long[FIELDS.size()];
    private @Nullable String model;

    void add(JsonNode message) {
        String id = message.path("id").textValue();
        JsonNode usage = message.path("usage");
        if (id == null || !usage.isObject()) {
            return;
        }
        add(id, usage);
        model = message.path("model").textValue() == null
                ? model
                : message.path("model").textValue();
    }

    /** Adds one message's usage. */
    void add(String id, JsonNode usage) {
        long[] now = new long[FIELDS.size()];
        long[] before = messages.put(id, now);
        for (int i = 0; i < now.length; i++) {
            now[i] = Math.max(0, usage.path(FIELDS.get(i)).longValue());
            sum[i] += now[i] - (before == null ? 0 : before[i]);
        }
    }

    /** Null when no message reported any. */
    @Nullable
    JsonNode total() {
        if (messages.isEmpty()) {
            return null;
        }
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < sum.length; i++) {
            usage.put(FIELDS.get(i), sum[i]);
        }
        usage.put("requests", messages.size());
        return model == null ? usage : usage.put("model", model);
    }
}
