package io.delegraph.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads fields of JSON values on topics. */
final class PlainJson {
    private PlainJson() {}

    static List<JsonNode> all(JsonNode of, String name) {
        JsonNode list = value(of, name);
        return list == null
                ? List.of()
                : StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** Null when the field is absent or null. */
    static JsonNode value(JsonNode of, String name) {
        JsonNode value = of == null ? null : of.get(name);
        return value == null || value.isNull() ? null : value;
    }

    static String text(JsonNode of, String name) {
        JsonNode value = value(of, name);
        return value == null ? "(unknown)" : value.asText();
    }
}
