package io.delegraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.delegraph.query.Queries.InvalidCursorException;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The last entry of a page, by all keys that determine its position in a timeline; opaque to clients, safe in a URL. */
final class TimelineCursor {
    private static final int PARTS = 5;

    private TimelineCursor() {}

    static String encode(TimelineEntry last) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        parts.add(last.kind())
                .add(last.agentId())
                .add(last.at())
                .add(last.endedAt())
                .add(last.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(parts));
    }

    /** An entry at the same position; null gives null; throws {@link InvalidCursorException}. */
    static @Nullable TimelineEntry decode(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            JsonNode parts = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            if (parts instanceof ArrayNode
                    && parts.size() == PARTS
                    && parts.get(0).isTextual()
                    && parts.get(1).isTextual()) {
                return TimelineEntry.builder()
                        .kind(parts.get(0).textValue())
                        .agentId(parts.get(1).textValue())
                        .at(time(parts.get(2)))
                        .endedAt(time(parts.get(3)))
                        .id(parts.get(4).textValue())
                        .build();
            }
        } catch (IOException | IllegalArgumentException e) {
            InvalidCursorException bad = new InvalidCursorException(text);
            bad.initCause(e);
            throw bad;
        }
        throw new InvalidCursorException(text);
    }

    private static @Nullable Long time(JsonNode node) {
        return node.canConvertToLong() ? (Long) node.longValue() : null;
    }
}
