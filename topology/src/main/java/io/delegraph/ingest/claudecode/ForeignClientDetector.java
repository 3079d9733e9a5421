package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.JsonFields;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recognises hooks of other coding agents. Several use {@code session_id} and {@code hook_event_name} like Claude Code, some even its event
 * names, with other meanings: read as Claude Code's hooks they would become sessions that never existed.
 *
 * <p>Each client has marks, from its documentation of hooks. One mark is enough, unless the payload names a transcript in Claude Code's
 * directory: then two are required, because a later Claude Code may have any field.
 */
final class ForeignClientDetector {
    /**
     * The marks of one client.
     *
     * @param events names of events that only this client, or one derived from it, has
     * @param fields fields of its payloads that Claude Code does not have
     * @param folder directory of its transcripts
     */
    private record ClientSignature(
            String name,
            Set<String> events,
            List<String> fields,
            @Nullable String folder) {}

    private static final String TIMESTAMP = "timestamp";

    /** Clients with more specific marks come first: of two with equally many matches the first counts. */
    private static final List<ClientSignature> CLIENTS = List.of(
            new ClientSignature(
                    "Cursor",
                    Set.of(
                            "beforeShellExecution",
                            "afterShellExecution",
                            "beforeMCPExecution",
                            "afterMCPExecution",
                            "beforeReadFile",
                            "afterFileEdit",
                            "beforeSubmitPrompt",
                            "afterAgentResponse",
                            "afterAgentThought",
                            "beforeTabFileRead",
                            "afterTabFileEdit",
                            "workspaceOpen"),
                    List.of("generation_id", "cursor_version", "workspace_roots", "conversation_id"),
                    ".cursor"),
            new ClientSignature("Codex CLI", Set.of(), List.of("turn_id", "turn-id", "thread-id"), ".codex"),
            new ClientSignature("Qwen Code", Set.of(), List.of(), ".qwen"),
            new ClientSignature(
                    "Gemini CLI",
                    Set.of(
                            "BeforeTool",
                            "AfterTool",
                            "BeforeAgent",
                            "AfterAgent",
                            "BeforeModel",
                            "AfterModel",
                            "BeforeToolSelection",
                            "PreCompress"),
                    List.of("llm_request", "llm_response"),
                    ".gemini"),
            new ClientSignature(
                    "GitHub Copilot",
                    Set.of("userPromptSubmitted", "errorOccurred", "agentStop"),
                    List.of("toolName", "toolArgs", "sessionId"),
                    ".copilot"),
            new ClientSignature("Windsurf", Set.of(), List.of("agent_action_name", "trajectory_id"), ".windsurf"),
            new ClientSignature("Cline", Set.of(), List.of("clineVersion", "hookName", "workspaceRoots"), ".cline"),
            new ClientSignature("OpenCode", Set.of(), List.of("sessionID"), "opencode"),
            new ClientSignature("Kiro", Set.of("agentSpawn"), List.of(), ".kiro"),
            new ClientSignature("Factory Droid", Set.of(), List.of(), ".factory"),
            // several clients write hooks with a time of their own, and use some names with a small first letter
            new ClientSignature(
                    "Gemini CLI, GitHub Copilot or one like them",
                    Set.of(
                            "sessionStart",
                            "sessionEnd",
                            "preToolUse",
                            "postToolUse",
                            "postToolUseFailure",
                            "userPromptSubmit",
                            "subagentStart",
                            "subagentStop",
                            "preCompact",
                            "stop"),
                    List.of(TIMESTAMP),
                    null));

    /** The default directory of Claude Code's transcripts. */
    private static final Pattern CLAUDE_CODE = Pattern.compile("[/\\\\]\\.claude[/\\\\]");

    private static final Set<String> EVENTS =
            CLIENTS.stream().flatMap(client -> client.events().stream()).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> FIELDS =
            CLIENTS.stream().flatMap(client -> client.fields().stream()).collect(Collectors.toUnmodifiableSet());

    private ForeignClientDetector() {}

    /** Whether there is no mark of any client, or at most one where two are required. For most hooks this check is enough. */
    private static boolean unmarked(JsonNode hook, @Nullable String transcript) {
        if (transcript == null || !CLAUDE_CODE.matcher(transcript).find()) {
            return false;
        }
        String event = JsonFields.text(hook, "hook_event_name");
        if (event != null && EVENTS.contains(event)) {
            return false;
        }
        for (Iterator<String> names = hook.fieldNames(); names.hasNext(); ) {
            if (FIELDS.contains(names.next())) {
                return false;
            }
        }
        return true;
    }

    /** The name of the client and its marks, for the reason of a rejection; empty for hooks that may be Claude Code's. */
    static Optional<String> detect(JsonNode hook) {
        String transcript = JsonFields.text(hook, "transcript_path");
        if (unmarked(hook, transcript)) {
            return Optional.empty();
        }
        int needed = claudeCodes(transcript) ? 2 : 1;
        String look = null;
        int most = needed - 1;
        for (ClientSignature client : CLIENTS) {
            List<String> marks = marks(client, hook, transcript);
            if (marks.size() > most) {
                most = marks.size();
                look = client.name() + " (" + String.join(", ", marks) + ")";
            }
        }
        return Optional.ofNullable(look);
    }

    private static List<String> marks(ClientSignature client, JsonNode hook, @Nullable String transcript) {
        List<String> marks = new ArrayList<>();
        String event = JsonFields.text(hook, "hook_event_name");
        if (event != null && client.events().contains(event)) {
            marks.add("hook_event_name " + event);
        }
        for (String field : client.fields()) {
            if (hook.hasNonNull(field)) {
                marks.add(field);
            }
        }
        if (client.folder() != null && transcript != null && parts(transcript).contains(client.folder())) {
            marks.add("a transcript under " + client.folder());
        }
        // it has null for a missing transcript, where Claude Code always has one
        if (client.name().startsWith("Codex")
                && hook.path("transcript_path").isNull()
                && hook.hasNonNull("model")
                && hook.hasNonNull("permission_mode")) {
            marks.add("transcript_path null");
        }
        return marks;
    }

    /** {@code …/projects/<directory>/<session>.jsonl} in any settings directory. */
    private static boolean claudeCodes(@Nullable String transcript) {
        if (transcript == null) {
            return false;
        }
        List<String> parts = parts(transcript);
        return parts.contains(".claude")
                || parts.size() > 2 && parts.get(parts.size() - 3).equals("projects");
    }

    private static List<String> parts(String path) {
        return List.of(path.toLowerCase(Locale.ROOT).split("[/\\\\]+", -1));
    }
}
