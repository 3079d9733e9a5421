package io.delegraph.tools.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Hooks of the calls by which one agent starts or resumes another: the Agent tool, and messages to an agent that has stopped. */
public final class DelegationHooks {
    private static final String NOTE = "  [harness: subagent output matched instruction-shaped pattern(s): "
            + "system-reminder-tag. Control tags below are neutralized]";

    private final SimulatedClient client;
    private final Random random;
    private final RandomText text;

    public DelegationHooks(SimulatedClient client, Random random) {
        this.client = client;
        this.random = random;
        this.text = client.text();
    }

    SimulatedAgent newAgent(SimulatedAgent parent, String type, String call, boolean background) {
        return new SimulatedAgent(
                "a" + text.hex(16),
                type,
                parent,
                parent.depth() + 1,
                call,
                text.words(3),
                text.words(60 + random.nextInt(60)),
                background);
    }

    public UntimedHook spawnRequested(SimulatedAgent parent, SimulatedAgent child) {
        return client.send(spawn(parent, child, "PreToolUse"));
    }

    UntimedHook spawnRefused(SimulatedAgent parent, SimulatedAgent child) {
        return spawnRefused(
                parent, child, "Agent type '" + child.type() + "' not found. Available agents: claude, Explore, Plan");
    }

    public UntimedHook spawnRefused(SimulatedAgent parent, SimulatedAgent child, String error) {
        return client.send(spawn(parent, child, "PostToolUseFailure")
                .put("error", error)
                .put("is_interrupt", false)
                .put("duration_ms", 2));
    }

    /** A person stopped it after this time, ms. */
    public UntimedHook spawnInterrupted(SimulatedAgent parent, SimulatedAgent child, long tookMs) {
        return client.send(spawn(parent, child, "PostToolUseFailure")
                .put("error", "The user doesn't want to proceed with this tool use.")
                .put("is_interrupt", true)
                .put("duration_ms", tookMs));
    }

    /** A person is asked to allow the call. */
    public UntimedHook spawnPermissionRequested(SimulatedAgent parent, SimulatedAgent child) {
        ObjectNode hook = spawn(parent, child, "PermissionRequest");
        hook.remove("tool_use_id");
        return client.send(hook);
    }

    /** The message with these calls has ended, whatever their results. */
    public UntimedHook spawnsAnswered(SimulatedAgent parent, List<SimulatedAgent> children) {
        return spawnsAnswered(parent, children, Set.of());
    }

    /** The same; the client put a note in front of the results of {@code flagged}. */
    public UntimedHook spawnsAnswered(
            SimulatedAgent parent, List<SimulatedAgent> children, Set<SimulatedAgent> flagged) {
        ObjectNode hook = client.hook(parent, "PostToolBatch", true);
        ArrayNode calls = hook.putArray("tool_calls");
        for (SimulatedAgent child : children) {
            ObjectNode call = calls.addObject().put("tool_name", "Agent").put("tool_use_id", child.toolUseId());
            if (flagged.contains(child)) {
                call.putArray("tool_response").addObject().put("type", "text").put("text", NOTE);
            }
        }
        return client.send(hook);
    }

    public UntimedHook spawnFailed(SimulatedAgent parent, SimulatedAgent child) {
        return client.send(spawn(parent, child, "PostToolUseFailure")
                .put("error", "Agent terminated early due to an API error: API Error: 529 overloaded (HTTP 529)")
                .put("is_interrupt", false)
                .put("duration_ms", 90_000));
    }

    public UntimedHook spawnLaunched(SimulatedAgent parent, SimulatedAgent child) {
        ObjectNode hook = spawn(parent, child, "PostToolUse").put("duration_ms", 7);
        hook.putObject("tool_response")
                .put("isAsync", true)
                .put("status", "async_launched")
                .put("agentId", child.id())
                .put("description", child.description())
                .put("resolvedModel", SimulatedClient.MODEL)
                .put("prompt", child.prompt())
                .put("outputFile", client.outputFile(child))
                .put("canReadOutputFile", true)
                .put("canContinueAgent", true);
        return client.send(hook);
    }

    UntimedHook spawnCompleted(SimulatedAgent parent, SimulatedAgent child, long tookMs, int toolUses) {
        return spawnCompleted(parent, child, tookMs, toolUses, text.words(100), client.usage());
    }

    /** With the {@code usage} of its last model request, like the client. */
    public UntimedHook spawnCompleted(
            SimulatedAgent parent, SimulatedAgent child, long tookMs, int toolUses, String result, ObjectNode usage) {
        ObjectNode hook = spawn(parent, child, "PostToolUse").put("duration_ms", tookMs);
        ObjectNode response = hook.putObject("tool_response")
                .put("status", "completed")
                .put("prompt", child.prompt())
                .put("agentId", child.id())
                .put("agentType", child.type());
        response.putArray("content").addObject().put("type", "text").put("text", result);
        response.put("resolvedModel", SimulatedClient.MODEL)
                .put("totalDurationMs", tookMs)
                .put("totalTokens", SimulatedClient.tokens(usage))
                .put("totalToolUseCount", toolUses);
        response.set("usage", usage);
        return client.send(hook);
    }

    /** The root stops a background agent: the call and its answer. */
    public UntimedHook stopRequested(SimulatedAgent agent, String call) {
        return client.send(stop(agent, call, "PreToolUse"));
    }

    public UntimedHook stopAnswered(SimulatedAgent agent, String call) {
        ObjectNode hook = stop(agent, call, "PostToolUse").put("duration_ms", 30);
        hook.putObject("tool_response")
                .put("message", "Successfully stopped task: " + agent.id() + " (" + agent.description() + ")")
                .put("task_id", agent.id())
                .put("task_type", "local_agent")
                .put("command", agent.description());
        return client.send(hook);
    }

    private ObjectNode stop(SimulatedAgent agent, String call, String event) {
        ObjectNode hook = client.hook(SimulatedAgent.ROOT, event, true).put("tool_name", "TaskStop");
        hook.putObject("tool_input").put("task_id", agent.id());
        return hook.put("tool_use_id", call);
    }

    public UntimedHook messageSent(SimulatedAgent agent, String call, String words) {
        return client.send(message(agent, call, words, "PreToolUse"));
    }

    /** The answer, with the words of the message. */
    public UntimedHook messageAnswered(SimulatedAgent agent, String call, String words) {
        ObjectNode hook = message(agent, call, words, "PostToolUse").put("duration_ms", 30);
        hook.putObject("tool_response")
                .put("success", true)
                .put("message", "Resuming agent")
                .put("resumedAgentId", agent.id());
        return client.send(hook);
    }

    private ObjectNode message(SimulatedAgent agent, String call, String words, String event) {
        ObjectNode hook = client.hook(SimulatedAgent.ROOT, event, true).put("tool_name", "SendMessage");
        hook.putObject("tool_input")
                .put("to", agent.id())
                .put("summary", "go on")
                .put("message", words);
        return hook.put("tool_use_id", call);
    }

    private ObjectNode spawn(SimulatedAgent parent, SimulatedAgent child, String event) {
        ObjectNode hook = client.hook(parent, event, true).put("tool_name", "Agent");
        hook.putObject("tool_input")
                .put("description", child.description())
                .put("prompt", child.prompt())
                .put("subagent_type", child.type())
                .put("run_in_background", child.background());
        return hook.put("tool_use_id", child.toolUseId());
    }
}
