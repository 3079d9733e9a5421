package io.delegraph.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes the lines of a transcript like the client; every line is a second after the previous one. */
final class Lines {
    static final String SESSION = "6d537c3a-289e-463b-b7d4-5e3d81a85aed";
    static final long START = Instant.parse("2026-02-01T10:00:00Z").toEpochMilli();

    private final List<String> lines = new ArrayList<>();
    private final String identityFields;
    private long at = START;

    private Lines(String identityFields) {
        this.identityFields = identityFields;
    }

    static Lines ofSession() {
        return new Lines("\"isSidechain\":false");
    }

    static Lines ofAgent(String agentId) {
        return new Lines("\"isSidechain\":true,\"agentId\":\"" + agentId + "\"");
    }

    Lines after(long ms) {
        at += ms;
        return this;
    }

    Lines prompt(String text) {
        return user("\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}");
    }

    Lines says(String text) {
        return assistant("{\"type\":\"text\",\"text\":\"" + text + "\"}");
    }

    Lines calls(String id, String tool, String input) {
        return assistant(
                "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}".formatted(id, tool, input));
    }

    Lines delegates(String id, String tool, String type) {
        return calls(
                id,
                tool,
                "{\"subagent_type\":\"%s\",\"description\":\"for %s\",\"prompt\":\"do\"}".formatted(type, id));
    }

    /** A result; {@code noted} is the client's record as JSON, null for none. */
    Lines answers(String id, String words, String noted) {
        return result(id, words, false, noted);
    }

    Lines fails(String id, String words, String noted) {
        return result(id, words, true, noted);
    }

    private Lines result(String id, String words, boolean error, String noted) {
        return user(("\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"%s\","
                        + "\"content\":\"%s\",\"is_error\":%s}]}%s")
                .formatted(id, words, error, noted == null ? "" : ",\"toolUseResult\":" + noted));
    }

    /** A message of an agent, repeated in its parent's transcript. */
    Lines progress(String agentId, String call, String type, String content) {
        String message = "{\"type\":\"%s\",\"message\":%s}".formatted(type, content);
        return line(
                "\"type\":\"progress\",\"parentToolUseID\":\"%s\",\"data\":{\"type\":\"agent_progress\",\"agentId\":\"%s\",\"message\":%s}"
                        .formatted(call, agentId, message));
    }

    Lines assistant(String block) {
        return line(
                "\"type\":\"assistant\",\"message\":{\"id\":\"msg_%d\",\"model\":\"m\",\"role\":\"assistant\",\"content\":[%s],\"usage\":{\"input_tokens\":10,\"output_tokens\":5}}"
                        .formatted(lines.size(), block));
    }

    Lines user(String more) {
        return line("\"type\":\"user\"," + more);
    }

    Lines line(String more) {
        lines.add(
                "{%s,\"sessionId\":\"%s\",\"cwd\":\"/home/dev/project\",\"version\":\"2.1.40\",\"uuid\":\"u%d%s\",\"timestamp\":\"%s\",%s}"
                        .formatted(
                                identityFields,
                                SESSION,
                                lines.size(),
                                identityFields.length(),
                                Instant.ofEpochMilli(at),
                                more));
        at += 1_000;
        return this;
    }

    /** An unchanged line. */
    Lines raw(String line) {
        lines.add(line);
        return this;
    }

    List<String> list() {
        return lines;
    }
}
