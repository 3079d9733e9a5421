package io.delegraph.tools.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** The hooks of a tool call, from its start to the message with its result. */
public final class ToolCall {
    private final SimulatedClient client;
    private final Random random;
    private final RandomText text;
    private final SimulatedAgent agent;
    private final String id;
    private final String tool;
    private final ObjectNode input;
    private String result = "";

    /** A call of a frequent tool; only some agents may change files. */
    static ToolCall ofAny(SimulatedClient client, Random random, SimulatedAgent agent, boolean mayWrite) {
        RandomText text = client.text();
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        String tool = switch (random.nextInt(4)) {
            case 0 -> {
                input.put("command", "mvn -q test -Dtest=" + text.words(1)).put("description", text.words(5));
                yield "Bash";
            }
            case 1 -> {
                input.put("file_path", text.path());
                if (!mayWrite) {
                    yield "Read";
                }
                input.put("old_string", text.words(20)).put("new_string", text.words(30));
                yield "Edit";
            }
            case 2 -> {
                input.put("pattern", text.words(1)).put("path", text.path()).put("output_mode", "content");
                yield "Grep";
            }
            default -> {
                input.put("file_path", text.path());
                yield "Read";
            }
        };
        return new ToolCall(client, random, agent, tool, input);
    }

    /** A call of a tool with an input. */
    public ToolCall(SimulatedClient client, Random random, SimulatedAgent agent, String tool, ObjectNode input) {
        this.client = client;
        this.random = random;
        this.text = client.text();
        this.agent = agent;
        this.id = client.newToolUseId();
        this.tool = tool;
        this.input = input;
    }

    public UntimedHook started() {
        return client.send(called("PreToolUse"));
    }

    public UntimedHook permissionRequested() {
        ObjectNode hook = called("PermissionRequest");
        hook.remove("tool_use_id");
        return client.send(hook);
    }

    UntimedHook ended() {
        result = someText();
        return answered(5 + random.nextInt(800));
    }

    /** The call ended after this time, ms. */
    public UntimedHook ended(long tookMs) {
        result = someText();
        return answered(tookMs);
    }

    private String someText() {
        return text.words(20 + random.nextInt(180));
    }

    private UntimedHook answered(long tookMs) {
        ObjectNode hook = called("PostToolUse");
        hook.putObject("tool_response")
                .put("stdout", result)
                .put("stderr", "")
                .put("interrupted", false)
                .put("isImage", false);
        return client.send(hook.put("duration_ms", tookMs));
    }

    UntimedHook failed() {
        result = "Exit code 1: " + text.words(20);
        return brokeOff(5 + random.nextInt(800));
    }

    /** The call failed after this time, ms. */
    public UntimedHook failed(long tookMs) {
        result = "Exit code 1: " + text.words(20);
        return brokeOff(tookMs);
    }

    private UntimedHook brokeOff(long tookMs) {
        return client.send(called("PostToolUseFailure")
                .put("error", result)
                .put("is_interrupt", false)
                .put("duration_ms", tookMs));
    }

    /** The classifier of the permission mode {@code auto} denied it. */
    public UntimedHook permissionDenied() {
        result = "Permission for this action was denied by the Claude Code auto mode classifier. Reason: not asked for";
        return client.send(called("PermissionDenied").put("reason", result));
    }

    /** A hook blocked the call in these words. */
    public UntimedHook blocked(String words) {
        result = words;
        return brokeOff(3);
    }

    /** The message with this call, which the client answered in these words instead of running it. */
    public UntimedHook refused(String words) {
        result = words;
        return batch();
    }

    public UntimedHook batch() {
        ObjectNode hook = client.hook(agent, "PostToolBatch", true);
        hook.putArray("tool_calls")
                .addObject()
                .put("tool_name", tool)
                .put("tool_use_id", id)
                .put("tool_response", result)
                .set("tool_input", input);
        return client.send(hook);
    }

    private ObjectNode called(String event) {
        ObjectNode hook = client.hook(agent, event, true).put("tool_name", tool);
        hook.set("tool_input", input);
        return hook.put("tool_use_id", id);
    }
}
