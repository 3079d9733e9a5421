package io.delegraph.http.hooks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.delegraph.http.Problem;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the body of {@code POST /hooks}: one JSON object, or several in sequence, which includes newline-delimited JSON. The whole body is
 * checked before any hook is accepted.
 */
final class HookBodyParser {
    // always UTF-8, because a UTF-16 body would be written to the topic unchanged
    private static final JsonFactory UTF_8 = Json.MAPPER
            .getFactory()
            .rebuild()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private HookBodyParser() {}

    /** Further checks of an object; throws a problem when it is invalid. */
    interface HookValidator {
        /** The object begins at this line of the body, from 1. */
        void check(byte[] json, int line);
    }

    /** The bytes of each object; throws a problem for any other body. */
    static List<byte[]> objects(byte[] body, HookValidator check) {
        byte[] json = withoutByteOrderMark(body);
        List<byte[]> objects = new ArrayList<>();
        try (JsonParser parser = UTF_8.createParser(json)) {
            while (parser.nextToken() != null) {
                JsonLocation start = parser.currentTokenLocation();
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw refused("expected a JSON object, found " + name(parser.currentToken()), start);
                }
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                byte[] object = Arrays.copyOfRange(json, (int) start.getByteOffset(), end);
                check.check(object, start.getLineNr());
                objects.add(object);
            }
        } catch (JsonProcessingException e) {
            throw refused("not JSON: " + e.getOriginalMessage(), e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (objects.isEmpty()) {
            throw refused("the body is empty; expected a JSON object", null);
        }
        return objects;
    }

    private static byte[] withoutByteOrderMark(byte[] body) {
        boolean marked = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(body, 3, body.length) : body;
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }

    private static RuntimeException refused(String problem, @Nullable JsonLocation where) {
        if (where == null) {
            return Problem.of(400, "not-a-hook", "Not a hook", problem).exception();
        }
        return Problem.of(
                        400,
                        "not-a-hook",
                        "Not a hook",
                        problem + ", at line " + where.getLineNr() + ", column " + where.getColumnNr()
                                + "; nothing of the body was stored")
                .with("line", where.getLineNr())
                .with("column", where.getColumnNr())
                .exception();
    }
}
