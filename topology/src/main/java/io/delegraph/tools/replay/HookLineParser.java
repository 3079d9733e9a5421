package io.delegraph.tools.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Parses the lines of one file in order.
 *
 * <pre>
 * {"t": epoch ms, "p": payload, "m": agent_meta}   a recording: becomes an envelope
 * {"hook": payload, "id": …, "at": …, …}           an envelope: unchanged, except that a missing id is added
 * payload                                          becomes an envelope without a time
 * </pre>
 *
 * An id is made from the line and the number of equal lines before it, so that the same file always gives the same ids: sent twice, it
 * counts once.
 */
final class HookLineParser {
    /** Bytes of a line's hash in an id, enough to avoid any collision. */
    private static final int HASH_BYTES = 16;

    private final boolean meta;
    private final Map<String, Integer> seen = new HashMap<>();
    private final MessageDigest sha256;

    /** Without {@code meta} the client's notes about its agents are left out, and edges must come from other evidence. */
    public HookLineParser(boolean meta) {
        this.meta = meta;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Parses a line's UTF-8 bytes.
     *
     * @throws BadEntryException when it is no JSON object
     */
    public Hook read(byte[] line) {
        ObjectNode object = object(line);
        ObjectNode envelope = envelope(object);
        if (!meta) {
            envelope.remove("agent_meta");
        }
        JsonNode id = envelope.get("id");
        if (id == null || !id.isTextual() || id.textValue().isEmpty()) {
            envelope.put("id", id(line));
        }
        JsonNode at = envelope.get("at");
        JsonNode session = envelope.get("hook").get("session_id");
        return new Hook(
                envelope.get("id").textValue(),
                session != null && session.isTextual() ? session.textValue() : null,
                at != null && at.canConvertToLong() ? (Long) at.longValue() : null,
                new String(Json.write(envelope), StandardCharsets.UTF_8));
    }

    private static ObjectNode object(byte[] line) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new BadLineException("not a JSON object");
        } catch (JsonProcessingException e) {
            throw new BadLineException(
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new BadLineException("not UTF-8: " + e.getMessage());
        }
    }

    private static ObjectNode envelope(ObjectNode line) {
        if (line.has("hook")) {
            return line;
        }
        ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("v", 1);
        if (line.path("t").isNumber() && line.path("p").isObject()) {
            envelope.put("at", line.get("t").longValue());
            if (line.path("m").isObject()) {
                envelope.set("agent_meta", line.get("m"));
            }
            envelope.set("hook", line.get("p"));
        } else {
            envelope.set("hook", line);
        }
        return envelope;
    }

    private String id(byte[] line) {
        String hash = HexFormat.of().formatHex(sha256.digest(line), 0, HASH_BYTES);
        int before = seen.merge(hash, 1, Integer::sum) - 1;
        return before == 0 ? hash : hash + "-" + before;
    }

    /** The line cannot be sent; the message says why. */
    public static final class BadLineException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadLineException(String message) {
            super(message);
        }
    }
}
