package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.delegraph.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the hooks of one agent of a session, possibly the root. */
final class HookWriter {
    /** The raw topic accepts 1 MiB; larger hooks are reduced like the hook script does. */
    private static final int MAX_BYTES = 900_000;

    private static final int MAX_SHORTENED_CHARS = 2_000;

    private final String sessionId;
    private final @Nullable String agentId;
    private final @Nullable String agentType;
    private final Consumer<TranscriptHook> out;
    private @Nullable String promptId;
    private @Nullable String permissionMode;
    private @Nullable String cwd;
    private @Nullable String version;

    /**
     * A writer for one agent.
     *
     * @param agentId null for the root
     * @param agentType null for the root and when unknown
     */
    HookWriter(String sessionId, @Nullable String agentId, @Nullable String agentType, Consumer<TranscriptHook> out) {
        this.sessionId = sessionId;
        this.agentId = agentId;
        this.agentType = agentType;
        this.out = out;
    }

    @Nullable
    String agentId() {
        return agentId;
    }

    /** The hooks of another session's root, at the same prompt. */
    HookWriter forSession(String other) {
        HookWriter hooks = new HookWriter(other, null, null, out);
        hooks.promptId = promptId;
        hooks.cwd = cwd;
        hooks.version = version;
        return hooks;
    }

    /** The same session's hooks for another agent. */
    HookWriter forAgent(String otherAgent, @Nullable String type) {
        HookWriter hooks = new HookWriter(sessionId, otherAgent, type, out);
        hooks.promptId = promptId;
        hooks.cwd = cwd;
        hooks.version = version;
        return hooks;
    }

    /** This prompt is the current one from here on. */
    void setPromptId(String id) {
        promptId = id;
    }

    /** The permission mode from here on; null when it is unknown. */
    void setPermissionMode(@Nullable String mode) {
        permissionMode = mode;
    }

    /**
     * Takes the common fields from the latest entry. The root's prompt is set by its prompts, because an entry in the middle of a turn may
     * still name the previous one.
     */
    void updateContext(TranscriptEntry entry) {
        if (agentId != null || promptId == null) {
            promptId = entry.text("promptId") == null ? promptId : entry.text("promptId");
        }
        permissionMode = entry.text("permissionMode") == null ? permissionMode : entry.text("permissionMode");
        cwd = entry.text("cwd") == null ? cwd : entry.text("cwd");
        version = entry.text("version") == null ? version : entry.text("version");
    }

    ObjectNode payload(String event) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("session_id", sessionId);
        put(payload, "cwd", cwd);
        put(payload, "prompt_id", promptId);
        put(payload, "permission_mode", permissionMode);
        put(payload, "agent_id", agentId);
        put(payload, "agent_type", agentType);
        return payload.put("hook_event_name", event);
    }

    void send(String id, long at, ObjectNode payload) {
        send(id, at, payload, null, null);
    }

    /**
     * Sends a payload in its envelope.
     *
     * @param meta the client's note about the agent; null without one
     * @param usage tokens of the agent so far; null when unknown
     */
    void send(String id, long at, ObjectNode payload, @Nullable JsonNode meta, @Nullable JsonNode usage) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("v", 1).put("id", id).put("at", at).put("source", "claude-code");
        put(envelope, "source_version", version);
        envelope.put("history", true);
        if (meta != null) {
            envelope.set("agent_meta", meta);
        }
        if (usage != null) {
            envelope.set("agent_usage", usage);
        }
        envelope.set("hook", payload);
        byte[] json = Json.write(envelope);
        if (json.length > MAX_BYTES) {
            envelope.put("reduced_from_bytes", json.length).set("hook", shortened(payload.deepCopy()));
            json = Json.write(envelope);
        }
        out.accept(new TranscriptHook(id, sessionId, at, new String(json, StandardCharsets.UTF_8)));
    }

    private static void put(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static JsonNode shortened(JsonNode node) {
        switch (node) {
            case TextNode text -> {
                return text.textValue().length() <= MAX_SHORTENED_CHARS
                        ? text
                        : TextNode.valueOf(text.textValue().substring(0, MAX_SHORTENED_CHARS));
            }
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                    object.set(field.getKey(), shortened(field.getValue()));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, shortened(array.get(i)));
                }
            }
            default -> {}
        }
        return node;
    }
}
