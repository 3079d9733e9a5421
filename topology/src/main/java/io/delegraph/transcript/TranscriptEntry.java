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
     * Parses a line's UTF-8 bytes.
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

    /** Identity of the entry; queue entries have none, so their time is used. */
    String id() {
        String uuid = text("uuid");
        return uuid != null ? uuid : sessionId() + "/" + text("timestamp");
    }

    /** Whether the entry has a valid time. */
    boolean hasTime() {
        return time() != null;
    }

    /** Epoch ms. Entries without a time are skipped: the reader checks {@link #hasTime} first. */
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

    /** The content blocks of one type; none when the content is plain text. */
    List<JsonNode> blocks(String type) {
        List<JsonNode> blocks = new ArrayList<>();
        for (JsonNode block : message().path("content")) {
            if (type.equals(block.path("type").textValue())) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** The text of the message. */
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

    /** The kind of entry for the report, more specific than its type. */
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

    /** Whether the client wrote the message instead of the model. */
    boolean synthetic() {
        return "<synthetic>".equals(message().path("model").textValue());
    }

    /** The tool's answer as recorded by the client; missing in subagents' transcripts. */
    JsonNode toolUseResult() {
        return json.path("toolUseResult");
    }

    /** The line is no valid entry; the message says why. */
    static final class BadEntryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadEntryException(String message) {
            super(message);
        }
    }
}
