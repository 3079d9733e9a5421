package io.delegraph.tools.security;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.config.Settings;
import io.delegraph.schemas.Json;
import io.delegraph.security.rule.Finding;
import io.delegraph.security.rule.RuleParameters;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.stream.DelegraphTopology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hooks of a made-up session, as Claude Code sends them, and what is found in them. */
public final class CheckedHooks {
    private static final long START = 1_795_200_000_000L;
    public static final String SESSION = "0b7c2f6e-0000-4000-8000-000000000001";

    private final List<ObjectNode> envelopes = new ArrayList<>();
    /** Events on which the client never reports a mode. */
    private static final Set<String> WITHOUT_MODE = Set.of("SessionStart", "SubagentStart", "SessionEnd");

    private String mode = "default";
    private boolean imported;
    private String directory = "/home/dev/project";
    private long at = START;
    private int calls;
    private RuleParameters parameters = RuleParameters.DEFAULT;

    public CheckedHooks mode(String permissionMode) {
        mode = permissionMode;
        return this;
    }

    /** What follows was read from a transcript afterwards. */
    public CheckedHooks imported() {
        imported = true;
        return this;
    }

    public CheckedHooks directory(String cwd) {
        directory = cwd;
        return this;
    }

    public CheckedHooks parameters(RuleParameters others) {
        parameters = others;
        return this;
    }

    public CheckedHooks after(long ms) {
        at += ms;
        return this;
    }

    public CheckedHooks start() {
        fire("SessionStart", null, null).put("source", "startup");
        fire("UserPromptSubmit", null, null).put("prompt", "go");
        return this;
    }

    /** A person says something. */
    public CheckedHooks prompt(String words) {
        fire("UserPromptSubmit", null, null)
                .put("prompt_id", "prompt-" + envelopes.size())
                .put("prompt", words);
        return this;
    }

    /** The root asks for an agent, which starts and goes on in the background. */
    public CheckedHooks delegate(String agentId, String type) {
        return delegate(agentId, type, null, null, "do the task");
    }

    public CheckedHooks delegate(
            String agentId, String type, @Nullable String parentId, @Nullable String parentType, String prompt) {
        ObjectNode input = Json.MAPPER
                .createObjectNode()
                .put("description", "task " + agentId)
                .put("prompt", prompt)
                .put("subagent_type", type)
                .put("run_in_background", true);
        String id = "toolu_" + agentId;
        tool("PreToolUse", parentId, parentType, id, "Agent", input);
        tool("PostToolUse", parentId, parentType, id, "Agent", input)
                .putObject("tool_response")
                .put("isAsync", true)
                .put("status", "async_launched")
                .put("agentId", agentId);
        fire("SubagentStart", agentId, type);
        return this;
    }

    /** The root asks for an agent that does not start. */
    public CheckedHooks request(String agentId, String prompt) {
        ObjectNode input = Json.MAPPER
                .createObjectNode()
                .put("description", "task " + agentId)
                .put("prompt", prompt)
                .put("subagent_type", "general-purpose");
        tool("PreToolUse", null, null, "toolu_" + agentId, "Agent", input);
        return this;
    }

    /** An agent that was asked for in the foreground answers, and the client counts its calls. */
    public CheckedHooks answer(String agentId, String type, int toolUses) {
        ObjectNode input =
                Json.MAPPER.createObjectNode().put("prompt", "do the task").put("subagent_type", type);
        ObjectNode response = tool("PostToolUse", null, null, "toolu_" + agentId, "Agent", input)
                .putObject("tool_response")
                .put("status", "completed")
                .put("agentId", agentId)
                .put("totalToolUseCount", toolUses);
        response.putArray("content");
        return this;
    }

    public CheckedHooks stop(String agentId, String type, String result) {
        fire("SubagentStop", agentId, type).put("last_assistant_message", result);
        return this;
    }

    /** The same after a hook had blocked an earlier stop. */
    public CheckedHooks stopAfterBlock(String agentId) {
        fire("SubagentStop", agentId, "general-purpose").put("stop_hook_active", true);
        return this;
    }

    /** A stop while a shell of its own goes on in the background. */
    public CheckedHooks stopWithShell(String agentId) {
        fire("SubagentStop", agentId, "general-purpose")
                .putArray("background_tasks")
                .addObject()
                .put("id", "b1")
                .put("type", "shell")
                .put("status", "running");
        return this;
    }

    /** The client reports that an agent has come to its end. */
    public CheckedHooks notify(String agentId, String status) {
        fire("UserPromptSubmit", null, null)
                .put(
                        "prompt",
                        "<task-notification>\n<task-id>" + agentId + "</task-id>\n<tool-use-id>toolu_" + agentId
                                + "</tool-use-id>\n<status>" + status + "</status>\n</task-notification>");
        return this;
    }

    /** The root stops an agent. */
    public CheckedHooks kill(String agentId) {
        ObjectNode input = Json.MAPPER.createObjectNode().put("task_id", agentId);
        String id = "toolu_call" + calls++;
        tool("PreToolUse", null, null, id, "TaskStop", input);
        tool("PostToolUse", null, null, id, "TaskStop", input)
                .putObject("tool_response")
                .put("task_id", agentId)
                .put("task_type", "local_agent");
        return this;
    }

    /** The root asks an agent to go on, which it does. */
    public CheckedHooks resume(String agentId) {
        ObjectNode input = Json.MAPPER.createObjectNode().put("to", agentId).put("message", "go on");
        String id = "toolu_call" + calls++;
        tool("PreToolUse", null, null, id, "SendMessage", input);
        tool("PostToolUse", null, null, id, "SendMessage", input)
                .putObject("tool_response")
                .put("success", true)
                .put("resumedAgentId", agentId);
        fire("SubagentStart", agentId, "general-purpose");
        return this;
    }

    public CheckedHooks end() {
        fire("SessionEnd", null, null).put("reason", "prompt_input_exit");
        return this;
    }

    /** A call that ran; {@code call} is a tool's name and what it is given. */
    public CheckedHooks call(@Nullable String agentId, String call) {
        String id = started(agentId, call);
        tool("PostToolUse", agentId, type(agentId), id, name(call), input(call)).putObject("tool_response");
        return this;
    }

    /** A call for which a person was asked, and that ran then. */
    public CheckedHooks allowed(@Nullable String agentId, String call) {
        String id = started(agentId, call);
        ObjectNode request = fire("PermissionRequest", agentId, type(agentId)).put("tool_name", name(call));
        request.set("tool_input", input(call));
        tool("PostToolUse", agentId, type(agentId), id, name(call), input(call)).putObject("tool_response");
        return this;
    }

    /** A call that the client refused in these words. */
    public CheckedHooks denied(@Nullable String agentId, String call, String words) {
        String id = started(agentId, call);
        ArrayNode batch = fire("PostToolBatch", agentId, type(agentId)).putArray("tool_calls");
        ObjectNode answer = batch.addObject()
                .put("tool_name", name(call))
                .put("tool_use_id", id)
                .put("tool_response", words);
        answer.set("tool_input", input(call));
        return this;
    }

    public CheckedHooks changeSettings() {
        fire("ConfigChange", null, null).put("source", "project_settings");
        return this;
    }

    /** The client puts a note in front of an agent's result. */
    public CheckedHooks flag(String agentId) {
        fire("PostToolBatch", null, null)
                .putArray("tool_calls")
                .addObject()
                .put("tool_name", "Agent")
                .put("tool_use_id", "toolu_" + agentId)
                .put("tool_response", "[harness: subagent output matched instruction-shaped pattern(s): system]");
        return this;
    }

    public List<Finding> findings() {
        return findings(envelopes, at + 60_000);
    }

    public List<Finding> findingsAfter(long silenceMs) {
        return findings(envelopes, at + silenceMs);
    }

    /** The hooks in order. */
    public List<byte[]> hooks() {
        return envelopes.stream().map(Json::write).toList();
    }

    /** The same in another order, half of them twice. */
    public List<byte[]> hooksShuffled(long seed) {
        return shuffled(seed).stream().map(Json::write).toList();
    }

    /** When the last of them was sent, epoch ms. */
    public long lastAt() {
        return at;
    }

    /** In another order, half of them twice. */
    public List<Finding> findingsShuffled(long seed) {
        return findings(shuffled(seed), at + 60_000);
    }

    private List<ObjectNode> shuffled(long seed) {
        Random random = new Random(seed);
        List<ObjectNode> shuffled = new ArrayList<>(envelopes);
        envelopes.stream().filter(envelope -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private List<Finding> findings(List<ObjectNode> hooks, long now) {
        SecurityCheck check = new SecurityCheck(DelegraphTopology.policies(Settings.load(null, Map.of())));
        hooks.forEach(envelope -> check.add(
                new String(Json.write(envelope), StandardCharsets.UTF_8),
                envelope.get("at").longValue()));
        return check.findings(new SecurityPolicy(parameters, Set.of(), Map.of(), List.of(), "test"), now);
    }

    private String started(@Nullable String agentId, String call) {
        String id = "toolu_call" + calls++;
        tool("PreToolUse", agentId, type(agentId), id, name(call), input(call));
        return id;
    }

    private static @Nullable String type(@Nullable String agentId) {
        return agentId == null ? null : "general-purpose";
    }

    private static String name(String call) {
        String name = call.substring(0, call.indexOf(' '));
        return switch (name) {
            case "Unsandboxed" -> "Bash";
            case "Search" -> "Grep";
            default -> name;
        };
    }

    private static ObjectNode input(String call) {
        String given = call.substring(call.indexOf(' ') + 1);
        ObjectNode input = Json.MAPPER.createObjectNode();
        return switch (call.substring(0, call.indexOf(' '))) {
            case "Bash", "PowerShell" -> input.put("command", given);
            case "Search" -> input.put("pattern", "key").put("path", given).put("output_mode", "content");
            case "Unsandboxed" -> input.put("command", given).put("dangerouslyDisableSandbox", true);
            case "WebFetch" -> input.put("url", given);
            case "SendMessage" -> input.put("to", "a2").put("message", given);
            case "Edit" -> input.put("file_path", given).put("old_string", "a").put("new_string", "b");
            case "Write" -> input.put("file_path", given).put("content", "x");
            default -> input.put(call.startsWith("mcp__") ? "path" : "file_path", given);
        };
    }

    private ObjectNode tool(
            String event,
            @Nullable String agentId,
            @Nullable String agentType,
            String id,
            String tool,
            ObjectNode input) {
        ObjectNode hook = fire(event, agentId, agentType).put("tool_name", tool).put("tool_use_id", id);
        hook.set("tool_input", input);
        return hook;
    }

    private ObjectNode fire(String event, @Nullable String agentId, @Nullable String agentType) {
        at += 200;
        ObjectNode envelope = Json.MAPPER
                .createObjectNode()
                .put("v", 1)
                .put("id", "hook-" + envelopes.size())
                .put("at", at);
        ObjectNode hook = envelope.putObject("hook")
                .put("hook_event_name", event)
                .put("session_id", SESSION)
                .put("cwd", directory)
                .put("transcript_path", "/home/dev/.claude/projects/-home-dev-project/" + SESSION + ".jsonl");
        if (!WITHOUT_MODE.contains(event)) {
            hook.put("permission_mode", mode);
        }
        if (imported) {
            envelope.put("history", true);
        }
        if (agentId != null) {
            hook.put("agent_id", agentId).put("agent_type", agentType);
        }
        envelopes.add(envelope);
        return hook;
    }
}
