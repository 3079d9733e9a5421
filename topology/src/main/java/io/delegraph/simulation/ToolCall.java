package io.delegraph.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** A tool call of an agent, from its start to the message that carries its result. */
final class ToolCall {
    private final Client client;
    private final Random random;
    private final Text text;
    private final Agent agent;
    private final String id;
    private final String tool;
    private final ObjectNode input = JsonNodeFactory.instance.objectNode();
    private String result = "";

    ToolCall(Client client, Random random, Agent agent) {
        this.client = client;
        this.random = random;
        this.text = client.text();
        this.agent = agent;
        this.id = client.newCall();
        switch (random.nextInt(4)) {
            case 0 -> {
                tool = "Bash";
                input.put("command", "mvn -q test -Dtest=" + text.words(1)).put("description", text.words(5));
            }
            case 1 -> {
                tool = "Edit";
                input.put("file_path", text.path())
                        .put("old_string", text.words(20))
                        .put("new_string", text.words(30));
            }
            case 2 -> {
                tool = "Grep";
                input.put("pattern", text.words(1)).put("path", text.path()).put("output_mode", "content");
            }
            default -> {
                tool = "Read";
                input.put("file_path", text.path());
            }
        }
    }

    Unsent started() {
        return client.send(called("PreToolUse"));
    }

    Unsent permissionRequested() {
        ObjectNode hook = called("PermissionRequest");
        hook.remove("tool_use_id");
        return client.send(hook);
    }

    Unsent ended() {
        result = text.words(20 + random.nextInt(180));
        ObjectNode hook = called("PostToolUse");
        hook.putObject("tool_response")
                .put("stdout", result)
                .put("stderr", "")
                .put("interrupted", false)
                .put("isImage", false);
        return client.send(hook.put("duration_ms", 5 + random.nextInt(800)));
    }

    Unsent failed() {
        result = "Exit code 1: " + text.words(20);
        return client.send(called("PostToolUseFailure")
                .put("error", result)
                .put("is_interrupt", false)
                .put("duration_ms", 5 + random.nextInt(800)));
    }

    Unsent batch() {
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
