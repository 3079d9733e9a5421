package io.delegraph.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Hooks of a session's beginning and end, of its prompts, and of what becomes of its agents. */
final class Payloads {
    private final Client client;
    private final Random random;
    private final Text text;

    Payloads(Client client, Random random) {
        this.client = client;
        this.random = random;
        this.text = client.text();
    }

    Unsent sessionStart() {
        return client.send(client.hook(Agent.ROOT, "SessionStart", false).put("source", "startup"));
    }

    Unsent prompt() {
        client.nextPrompt();
        return client.send(client.hook(Agent.ROOT, "UserPromptSubmit", true).put("prompt", text.words(80)));
    }

    Unsent notification(Agent agent, String call) {
        client.nextPrompt();
        String notice = "<task-notification>\n<task-id>" + agent.id() + "</task-id>\n<tool-use-id>" + call
                + "</tool-use-id>\n<output-file>" + client.outputFile(agent)
                + "</output-file>\n<status>completed</status>\n<summary>Agent \"" + agent.description()
                + "\" finished</summary>\n<result>" + text.words(60) + "</result>\n<usage><subagent_tokens>"
                + random.nextInt(90_000) + "</subagent_tokens><tool_uses>20</tool_uses><duration_ms>60000</duration_ms>"
                + "</usage>\n</task-notification>";
        return client.send(client.hook(Agent.ROOT, "UserPromptSubmit", true).put("prompt", notice));
    }

    Unsent stop() {
        ObjectNode hook = client.hook(Agent.ROOT, "Stop", true)
                .put("stop_hook_active", false)
                .put("last_assistant_message", text.words(60));
        hook.putArray("background_tasks");
        return client.send(hook, null, client.usage());
    }

    Unsent sessionEnd() {
        return client.send(client.hook(Agent.ROOT, "SessionEnd", false).put("reason", "other"));
    }

    Unsent agentStarted(Agent agent) {
        ObjectNode meta = JsonNodeFactory.instance
                .objectNode()
                .put("agentType", agent.type())
                .put("isBuiltIn", true)
                .put("description", agent.description())
                .put("toolUseId", agent.call())
                .put("spawnDepth", agent.depth())
                .put("requestShape", agent.background() ? "background" : "foreground")
                .put("model", Client.MODEL);
        if (!agent.parent().isRoot()) {
            meta.put("parentAgentId", agent.parent().id());
        }
        return client.send(client.hook(agent, "SubagentStart", false), meta, null);
    }

    Unsent agentStopped(Agent agent) {
        ObjectNode hook = client.hook(agent, "SubagentStop", true)
                .put("stop_hook_active", false)
                .put("agent_transcript_path", client.transcript(agent))
                .put("last_assistant_message", text.words(80));
        hook.putArray("background_tasks")
                .addObject()
                .put("id", agent.id())
                .put("type", "subagent")
                .put("status", "running");
        return client.send(hook, null, client.usage());
    }

    Unsent agentFailed(Agent agent) {
        return client.send(client.hook(agent, "StopFailure", false)
                .put("error", "overloaded")
                .put("last_assistant_message", "API Error: 529 overloaded"));
    }
}
