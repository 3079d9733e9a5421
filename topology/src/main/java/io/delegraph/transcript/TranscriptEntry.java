package io.delegraph.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One line of a transcript. Its format is internal to the client and changes: every field may be absent. */
record TranscriptEntry(JsonNode json) {
    /**
     * Takes a line's UTF-8 bytes.
     *
     * @throws BadEntryException when it is no JSON object
     */
    static TranscriptEntry of(byte[] line) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            if (node instanceof ObjectNode) {
                return new TranscriptEntry(node);
            }
            throw new BadEntryException("not a JSON object");
        } catch (JsonProcessingException e) {
            throw new BadEntryException(
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new BadEntryException("not UTF-8: " + e.getMessage());
        }
    }

    String type() {
        return json.path("type").asText("");
    }

    @Nullable
    String text(String field) {
        return json.path(field).textValue();
    }

    boolean is(String field) {
        return json.path(field).booleanValue();
    }

    @Nullable
    String sessionId() {
        return text("sessionId");
    }

    /** Identity of the entry; entries of the queue have none, their time stands in. */
    String id() {
        String uuid = text("uuid");
        return uuid != null ? uuid : sessionId() + "/" + text("timestamp");
    }

    /** Whether there is a time that can be read. */
    boolean hasTime() {
        return time() != null;
    }

    /** Epoch ms. An entry without a time is never taken: its reader looks at {@link #hasTime} first. */
    long at() {
        return Objects.requireNonNull(time(), "an entry without a time was taken");
    }

    private @Nullable Long time() {
        try {
            String timestamp = text("timestamp");
            return timestamp == null ? null : (Long) Instant.parse(timestamp).toEpochMilli();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    JsonNode message() {
        return json.path("message");
    }

    /** The blocks of the message's content of one type; none when the content is plain text. */
    List<JsonNode> blocks(String type) {
        List<JsonNode> blocks = new ArrayList<>();
        for (JsonNode block : message().path("content")) {
            if (type.equals(block.path("type").textValue())) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** What the message says in words. */
    String words() {
        return words(message().path("content"));
    }

    static String words(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode block : content) {
            words.append(block.path("text").asText(""));
        }
        return words.toString();
    }

    /** The kind of entry in a word, finer than its type. */
    String kind() {
        String finer = null;
        for (JsonNode node : List.of(
                json.path("subtype"),
                json.path("data").path("type"),
                json.path("attachment").path("type"))) {
            finer = finer == null ? node.textValue() : finer;
        }
        String type = type().isEmpty() ? "of no type" : type();
        return finer == null ? type : type + " " + finer;
    }

    /** What the client says in the model's place. */
    boolean synthetic() {
        return "<synthetic>".equals(message().path("model").textValue());
    }

    /** What the tool answered to the client; missing in subagents' transcripts. */
    JsonNode toolUseResult() {
        return json.path("toolUseResult");
    }

    /** The line is no entry; the message says why. */
    static final class BadEntryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadEntryException(String message) {
            super(message);
        }
    }
}
