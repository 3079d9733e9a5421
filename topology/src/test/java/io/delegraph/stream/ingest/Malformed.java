package io.delegraph.stream.ingest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Malformed input. */
public final class Malformed {
    /** Every hook event with every field that is read, most of them bare, the most important ones in an envelope. */
    private static final Path EVERY_EVENT = Path.of("src/test/resources/hooks/every-event.jsonl");

    /** JSON texts that replace a field's value; each has a wrong type, size or format for some field. */
    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-1",
            "1.5e300",
            "9223372036854775807",
            "123456789012345678901234567890",
            "true",
            "[]",
            "[null, 1, \"x\", [], {}]",
            "{}",
            "{\"id\": [], \"type\": 1}",
            nested(150),
            "\"\"",
            "\" \"",
            "\"root\"",
            "\"a/b\\\"c'd\\u0000e\"",
            "\"\\u202Eright to left \\uD83D\\uDE80\"",
            "\"half \\uD800 a pair\"",
            '"' + "x".repeat(10_000) + '"',
            '"' + "\\uD83D\\uDE80".repeat(300) + '"');

    private Malformed() {}

    public static List<ObjectNode> everyEvent() {
        try {
            List<ObjectNode> events = new ArrayList<>();
            for (String line : Files.readAllLines(EVERY_EVENT)) {
                events.add((ObjectNode) Json.MAPPER.readTree(line));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every event with every field replaced by every value, by a description of the change. */
    public static Map<String, byte[]> wrongFields() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        List<JsonNode> values = VALUES.stream().map(Malformed::json).toList();
        for (ObjectNode event : everyEvent()) {
            String name = hook(event).path("hook_event_name").asText() + " "
                    + hook(event).path("tool_name").asText() + " #" + records.size();
            List<JsonPointer> fields = new ArrayList<>();
            collect(event, JsonPointer.empty(), fields);
            for (JsonPointer field : fields) {
                for (int value = 0; value < values.size(); value++) {
                    ObjectNode changed = event.deepCopy();
                    // sessions of their own, so that the effects of one do not hide those of the next
                    hook(changed).put("session_id", "s" + records.size());
                    replace(changed, field, values.get(value));
                    records.put(name + " " + field + " = value " + value, utf8(ascii(changed)));
                }
            }
        }
        return records;
    }

    private static ObjectNode hook(ObjectNode record) {
        return record.has("hook") ? (ObjectNode) record.get("hook") : record;
    }

    /** Escaped, because half of a surrogate pair has no UTF-8 encoding. */
    private static String ascii(JsonNode json) {
        try {
            return Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> fields) {
        if (!at.matches()) {
            fields.add(at);
        }
        node.properties().forEach(field -> collect(field.getValue(), at.appendProperty(field.getKey()), fields));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), at.appendIndex(i), fields);
        }
    }

    private static void replace(ObjectNode root, JsonPointer field, JsonNode value) {
        switch (root.at(field.head())) {
            case ObjectNode parent -> parent.set(field.last().getMatchingProperty(), value);
            case ArrayNode parent -> parent.set(field.last().getMatchingIndex(), value);
            default -> throw new AssertionError(field);
        }
    }

    /** Whole records that are no hook payload, by a description of the error. */
    public static Map<String, byte[]> wrongRecords() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("no value", null);
        records.put("nothing", new byte[0]);
        records.put("invalid UTF-8 in a text", inATextOf((byte) 0xC3, (byte) 0x28));
        records.put("half of a UTF-8 character at the end", new byte[] {'{', '"', 'a', (byte) 0xE2, (byte) 0x82});
        records.put("UTF-16", "{\"session_id\":\"s\"}".getBytes(StandardCharsets.UTF_16));
        records.put("zeros", new byte[64]);
        Map.of(
                        "blank", " \n\t ",
                        "not JSON", "hello",
                        "half", "{\"session_id\":\"s\",",
                        "two", "{} {}",
                        "array", "[{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}]",
                        "number", "17",
                        "text", "\"Stop\"",
                        "null", "null",
                        "empty object", "{}",
                        "10,000 deep", nested(10_000))
                .forEach((description, text) -> records.put(description, utf8(text)));
        Map.of(
                        "10,000 deep inside",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"x\":" + nested(10_000) + "}",
                        "no session_id", "{\"hook_event_name\":\"Stop\"}",
                        "no hook_event_name", "{\"session_id\":\"s\"}",
                        "hook is a text", "{\"id\":\"1\",\"hook\":\"Stop\"}",
                        "hook is null", "{\"id\":\"1\",\"hook\":null}",
                        "envelope in an envelope",
                                "{\"hook\":{\"hook\":{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}}}",
                        "NaN", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"at\":NaN}",
                        "10,000 digits",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"x\":" + "9".repeat(10_000) + "}",
                        "a name of 60,000 characters",
                                "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"" + "n".repeat(60_000) + "\":1}")
                .forEach((description, text) -> records.put(description, utf8(text)));
        return records;
    }

    /** Unusual records that are still events. */
    public static Map<String, byte[]> oddRecords() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        String stop = "{\"session_id\":\"odd\",\"hook_event_name\":\"Stop\"";
        records.put("unknown event", utf8("{\"session_id\":\"odd\",\"hook_event_name\":\"Whatever\"}"));
        records.put("a key twice", utf8("{\"session_id\":1,\"session_id\":\"odd\",\"hook_event_name\":\"Stop\"}"));
        records.put("900 kB", utf8(stop + ",\"x\":\"" + "y".repeat(900_000) + "\"}"));
        records.put("an agent that is its own parent", utf8(started("odd1", "odd1")));
        records.put("an agent below the next one", utf8(started("odd2", "odd3")));
        records.put("an agent below the one before", utf8(started("odd3", "odd2")));
        records.put("an agent with the root's name", utf8(started("root", "root")));
        for (String at : List.of("0", "-1", "4102444800000", "9223372036854775807", "-9223372036854775808", "1e3")) {
            records.put("at " + at, utf8("{\"at\":" + at + ",\"hook\":" + stop + "}}"));
        }
        return records;
    }

    private static String started(String agent, String parent) {
        return "{\"agent_meta\":{\"parentAgentId\":\"" + parent + "\"},\"hook\":{\"session_id\":\"odd\",\"agent_id\":\""
                + agent + "\",\"hook_event_name\":\"SubagentStart\"}}";
    }

    private static byte[] inATextOf(byte... bytes) {
        byte[] before = utf8("{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"x\":\"");
        byte[] all = new byte[before.length + bytes.length + 2];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(bytes, 0, all, before.length, bytes.length);
        all[all.length - 2] = '"';
        all[all.length - 1] = '}';
        return all;
    }

    static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
