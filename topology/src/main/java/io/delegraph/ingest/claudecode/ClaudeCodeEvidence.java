package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.JsonFields;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.security.action.CallExtractor;
import io.delegraph.security.path.CallLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the tool calls of a Claude Code hook do, read from their inputs. */
final class ClaudeCodeEvidence {
    private ClaudeCodeEvidence() {}

    /**
     * Of each call that the hook reports with its input, by the call's id.
     *
     * @param hash what stands for the name of a target outside
     */
    static Map<String, CallEvidence> of(JsonNode hook, UnaryOperator<String> hash) {
        Map<String, CallEvidence> calls = new HashMap<>();
        CallLocation location = CallLocations.of(hook);
        if (location == null) {
            return calls;
        }
        add(hook, location, hash, calls);
        JsonNode batch = hook.get("tool_calls");
        if (batch != null && batch.isArray()) {
            batch.forEach(call -> add(call, location, hash, calls));
        }
        return calls;
    }

    private static void add(
            JsonNode call, CallLocation location, UnaryOperator<String> hash, Map<String, CallEvidence> calls) {
        String id = JsonFields.id(call, "tool_use_id");
        String tool = JsonFields.id(call, "tool_name");
        JsonNode input = JsonFields.object(call, "tool_input");
        if (id != null && tool != null && input != null) {
            extract(tool, input, location).ifPresent(extractor -> calls.put(id, extractor.build(hash)));
        }
    }

    /** Empty for a tool that touches neither files nor hosts, and for inputs without what it touches. */
    private static Optional<CallExtractor> extract(String tool, JsonNode input, CallLocation location) {
        CallExtractor extractor = new CallExtractor(location);
        String path = ToolTarget.file(input);
        switch (tool) {
            case "Bash" -> {
                String command = JsonFields.text(input, "command");
                if (command == null) {
                    return Optional.empty();
                }
                extractor.runs(command);
                if (Boolean.TRUE.equals(JsonFields.flag(input, "dangerouslyDisableSandbox"))) {
                    extractor.outsideOfTheSandbox();
                }
            }
            case "Read" -> {
                if (path == null) {
                    return Optional.empty();
                }
                extractor.reads(path);
            }
            case "Write", "NotebookEdit" -> {
                if (path == null) {
                    return Optional.empty();
                }
                extractor.writes(path, text(input, tool.equals("Write") ? "content" : "new_source"));
            }
            case "Edit" -> {
                if (path == null) {
                    return Optional.empty();
                }
                extractor.replaces(path, text(input, "old_string"), text(input, "new_string"));
            }
            case "MultiEdit" -> {
                if (path == null) {
                    return Optional.empty();
                }
                extractor.writes(path, "");
                JsonNode edits = input.path("edits");
                edits.forEach(edit -> extractor.replaces(path, text(edit, "old_string"), text(edit, "new_string")));
            }
            case "Grep", "Glob", "LS" -> {
                String below = JsonFields.text(input, "path");
                extractor.searches(below == null ? "." : below);
            }
            case "WebFetch" -> {
                String address = JsonFields.text(input, "url");
                if (address == null) {
                    return Optional.empty();
                }
                extractor.fetches(address);
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(extractor);
    }

    private static String text(JsonNode node, String field) {
        @Nullable String text = JsonFields.text(node, field);
        return text == null ? "" : text;
    }
}
