package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.JsonFields;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.Origin;
import io.delegraph.security.action.CallExtractor;
import io.delegraph.security.action.NotableCalls;
import io.delegraph.security.path.CallLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tool calls of a Claude Code hook do, read from their inputs. A call that no rule judges by itself keeps its targets only: most
 * calls are honest work in the project, and only a denial of the same target makes them matter.
 */
final class ClaudeCodeEvidence {
    private static final String PLAN_MODE = "plan";

    /** Calls whose evidence is remembered: a call is reported at its start and at its end, mostly within few others. */
    private static final int MAX_REMEMBERED = 500;

    private final KeyedHashes hashes;
    private final CallLocations locations = new CallLocations();

    /** By call. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** What was extracted from an input, which is known by its hash: it may be a megabyte. */
    private record Remembered(int input, CallLocation location, CallEvidence evidence) {}

    ClaudeCodeEvidence(KeyedHashes hashes) {
        this.hashes = hashes;
    }

    /** Of the call that a hook reports; null when it does nothing that concerns security rules, and when it was made nobody knows where. */
    @Nullable
    CallEvidence of(JsonNode hook, Origin origin) {
        return of(hook, locations.of(hook), origin, false);
    }

    /** The same where the start of the call is reported too, with its targets: null when there is nothing else. */
    @Nullable
    CallEvidence atEnd(JsonNode hook, Origin origin) {
        CallEvidence evidence = of(hook, origin);
        return evidence == null || evidence.notable() ? evidence : null;
    }

    /** Of a denied call of a batch, with what it would have read; {@code hook} is the batch. */
    @Nullable
    CallEvidence inBatch(JsonNode call, JsonNode hook, Origin origin) {
        return of(call, locations.of(hook), origin, true);
    }

    private @Nullable CallEvidence of(JsonNode call, @Nullable CallLocation location, Origin origin, boolean denied) {
        String tool = JsonFields.id(call, "tool_name");
        JsonNode input = JsonFields.object(call, "tool_input");
        if (location == null || tool == null || input == null) {
            return null;
        }
        CallEvidence evidence = denied
                ? extract(tool, input, location)
                        .map(extractor -> extractor.build(hashes::targetHash))
                        .orElse(CallEvidence.NONE)
                : extracted(JsonFields.id(call, "tool_use_id"), tool, input, location);
        boolean main = origin.agentId() == null && origin.agentType() == null;
        boolean planning = PLAN_MODE.equals(origin.permissionMode());
        return NotableCalls.includes(evidence, main, planning) ? evidence : evidence.targetsOnly();
    }

    private CallEvidence extracted(@Nullable String id, String tool, JsonNode input, CallLocation location) {
        int hash = 31 * tool.hashCode() + input.hashCode();
        Remembered before = id == null ? null : remembered.get(id);
        if (before != null && before.input() == hash && before.location().equals(location)) {
            return before.evidence();
        }
        CallEvidence evidence = extract(tool, input, location)
                .map(extractor -> evidence(tool, extractor))
                .orElse(CallEvidence.NONE);
        if (id != null) {
            remembered.put(id, new Remembered(hash, location, evidence));
        }
        return evidence;
    }

    /** Reading a file with a tool that is made for it goes around nothing, so only secrets matter. */
    private CallEvidence evidence(String tool, CallExtractor extractor) {
        if ((tool.equals("Read") || tool.equals("Grep"))
                && !NotableCalls.includes(extractor.build(target -> ""), true, false)) {
            return CallEvidence.NONE;
        }
        return extractor.build(hashes::targetHash);
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
            case "WebFetch" -> {
                String address = JsonFields.text(input, "url");
                if (address == null) {
                    return Optional.empty();
                }
                extractor.fetches(address);
            }
            default -> {
                return OtherTools.extract(tool, input, extractor);
            }
        }
        return Optional.of(extractor);
    }

    private static String text(JsonNode node, String field) {
        @Nullable String text = JsonFields.text(node, field);
        return text == null ? "" : text;
    }
}
