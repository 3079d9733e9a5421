package io.delegraph.install;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The position of a JSON value in its text: offsets in characters, the end exclusive. Comments are skipped: the client rejects them, but
 * they must not be removed.
 *
 * @param entries members or elements in order; empty when the value is neither an object nor an array
 */
record JsonSpan(String text, int start, int end, JsonToken kind, List<Entry> entries) {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper MAPPER = new ObjectMapper(JSON);

    /**
     * A member of an object or an element of an array.
     *
     * @param name null in an array
     * @param start of the name, or of the element
     */
    record Entry(@Nullable String name, int start, JsonSpan value) {
        /** The name of an object's member. */
        String memberName() {
            return Objects.requireNonNull(name, "an element of an array has no name");
        }

        int end() {
            return value.end;
        }
    }

    /**
     * Reads a whole text.
     *
     * @throws SettingsTextException with line and column when it is not one JSON value
     */
    static JsonSpan parse(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw SettingsTextException.at(text, text.length(), "there is no JSON value");
            }
            JsonSpan span = read(parser, text);
            if (parser.nextToken() != null) {
                throw SettingsTextException.at(text, start(parser), "there is more behind the end");
            }
            return span;
        } catch (JsonProcessingException e) {
            throw SettingsTextException.at(
                    e.getLocation().getLineNr(), e.getLocation().getColumnNr(), firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail to be read", e);
        }
    }

    boolean isObject() {
        return kind == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return kind == JsonToken.START_ARRAY;
    }

    Optional<Entry> member(String name) {
        return entries.stream().filter(entry -> name.equals(entry.name)).findFirst();
    }

    String raw() {
        return text.substring(start, end);
    }

    /** The parsed value. */
    JsonNode node() {
        try {
            return MAPPER.readTree(raw());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("was read before", e);
        }
    }

    /** The end of the content of an object or array, including a last comment: only white space follows before the closing bracket. */
    int contentEnd() {
        int at = end - 1;
        while (at > start + 1 && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static JsonSpan read(JsonParser parser, String text) throws IOException {
        int start = start(parser);
        JsonToken kind = parser.currentToken();
        List<Entry> entries = new ArrayList<>();
        if (kind == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                int nameStart = start(parser);
                parser.nextToken();
                entries.add(new Entry(name, nameStart, read(parser, text)));
            }
        } else if (kind == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonSpan value = read(parser, text);
                entries.add(new Entry(null, value.start, value));
            }
        }
        // strings are parsed lazily: only afterwards the parser knows where they end
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return new JsonSpan(text, start, end, kind, List.copyOf(entries));
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not JSON");
    }
}
