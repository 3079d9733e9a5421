package io.delegraph.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Hooks of the calls by which one agent sets another to work: the Agent tool, and messages to an agent that has stopped. */
final class Delegations {
    private final Client client;
    private final Random random;
    private final Text text;

    Delegations(Client client, Random random) {
        this.client = client;
        this.random = random;
        this.text = client.text();
    }

    Agent newAgent(Agent parent, String type, String call, boolean background) {
        return new Agent(
                "a" + text.hex(16),
                type,
                parent,
                parent.depth() + 1,
                call,
                text.words(3),
                text.words(60 + random.nextInt(60)),
                background);
    }

    Unsent spawnRequested(Agent parent, Agent child) {
        return client.send(spawn(parent, child, "PreToolUse"));
    }

    Unsent spawnRefused(Agent parent, Agent child) {
        return client.send(spawn(parent, child, "PostToolUseFailure")
                .put("error", "Agent type '" + child.type() + "' not found. Available agents: claude, Explore, Plan")
                .put("is_interrupt", false)
                .put("duration_ms", 2));
    }

    Unsent spawnFailed(Agent parent, Agent child) {
        return client.send(spawn(parent, child, "PostToolUseFailure")
                .put("error", "Agent terminated early due to an API error: API Error: 529 overloaded (HTTP 529)")
                .put("is_interrupt", false)
                .put("duration_ms", 90_000));
    }

    Unsent spawnLaunched(Agent parent, Agent child) {
        ObjectNode hook = spawn(parent, child, "PostToolUse").put("duration_ms", 7);
        hook.putObject("tool_response")
                .put("isAsync", true)
                .put("status", "async_launched")
                .put("agentId", child.id())
                .put("description", child.description())
                .put("resolvedModel", Client.MODEL)
                .put("prompt", child.task())
                .put("outputFile", client.outputFile(child))
                .put("canReadOutputFile", true)
                .put("canContinueAgent", true);
        return client.send(hook);
    }

    Unsent spawnCompleted(Agent parent, Agent child, long tookMs) {
        ObjectNode hook = spawn(parent, child, "PostToolUse").put("duration_ms", tookMs);
        ObjectNode response = hook.putObject("tool_response")
                .put("status", "completed")
                .put("prompt", child.task())
                .put("agentId", child.id())
                .put("agentType", child.type());
        response.putArray("content").addObject().put("type", "text").put("text", text.words(100));
        response.put("resolvedModel", Client.MODEL)
                .put("totalDurationMs", tookMs)
                .put("totalTokens", 4_000 + random.nextInt(60_000))
                .put("totalToolUseCount", 20);
        response.set("usage", client.usage());
        return client.send(hook);
    }

    Unsent messageSent(Agent agent, String call) {
        return client.send(message(agent, call, "PreToolUse"));
    }

    Unsent messageAnswered(Agent agent, String call) {
        ObjectNode hook = message(agent, call, "PostToolUse").put("duration_ms", 30);
        hook.putObject("tool_response")
                .put("success", true)
                .put("message", "Resuming agent")
                .put("resumedAgentId", agent.id());
        return client.send(hook);
    }

    private ObjectNode message(Agent agent, String call, String event) {
        ObjectNode hook = client.hook(Agent.ROOT, event, true).put("tool_name", "SendMessage");
        hook.putObject("tool_input")
                .put("to", agent.id())
                .put("summary", "go on")
                .put("message", text.words(40));
        return hook.put("tool_use_id", call);
    }

    private ObjectNode spawn(Agent parent, Agent child, String event) {
        ObjectNode hook = client.hook(parent, event, true).put("tool_name", "Agent");
        hook.putObject("tool_input")
                .put("description", child.description())
                .put("prompt", child.task())
                .put("subagent_type", child.type())
                .put("run_in_background", child.background());
        return hook.put("tool_use_id", child.call());
    }
}
