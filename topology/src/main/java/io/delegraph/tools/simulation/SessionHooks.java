package io.delegraph.tools.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Hooks of a session's beginning and end, of its prompts, and of its agents' starts and ends. */
public final class SessionHooks {
    private final SimulatedClient client;
    private final Random random;
    private final RandomText text;

    public SessionHooks(SimulatedClient client, Random random) {
        this.client = client;
        this.random = random;
        this.text = client.text();
    }

    public UntimedHook sessionStart() {
        return client.send(
                client.hook(SimulatedAgent.ROOT, "SessionStart", false).put("source", "startup"));
    }

    UntimedHook prompt() {
        client.nextPrompt();
        return submitted(text.words(80));
    }

    /** The prompt is the session's current one from here on. */
    public UntimedHook prompt(String words) {
        client.nextPrompt();
        return submitted(words);
    }

    private UntimedHook submitted(String prompt) {
        return client.send(
                client.hook(SimulatedAgent.ROOT, "UserPromptSubmit", true).put("prompt", prompt));
    }

    /** Reports the expansion of a slash command in the prompt. */
    public UntimedHook promptExpanded(String command, String arguments) {
        return client.send(client.hook(SimulatedAgent.ROOT, "UserPromptExpansion", true)
                .put("command_name", command)
                .put("command_args", arguments));
    }

    /** A file of the client's settings was changed, for example of {@code project_settings}. */
    public UntimedHook settingsChanged(String source) {
        return client.send(
                client.hook(SimulatedAgent.ROOT, "ConfigChange", false).put("source", source));
    }

    /** The client wants a person's attention. */
    public UntimedHook notified(String type) {
        return client.send(
                client.hook(SimulatedAgent.ROOT, "Notification", false).put("notification_type", type));
    }

    UntimedHook notification(SimulatedAgent agent, String call) {
        client.nextPrompt();
        return notice(agent, call, "completed", text.words(60), random.nextInt(90_000), 20, 60_000);
    }

    /**
     * Notifies the root of the end of a background run, in a prompt of its own.
     *
     * @param call the Agent call, after a resume the SendMessage call
     * @param status completed, failed, killed
     * @param result its last words
     * @param tokens of its last model request, like the client
     */
    public UntimedHook notification(
            SimulatedAgent agent, String call, String status, String result, long tokens, int toolUses, long tookMs) {
        client.nextPrompt();
        return notice(agent, call, status, result, tokens, toolUses, tookMs);
    }

    private UntimedHook notice(
            SimulatedAgent agent, String call, String status, String result, long tokens, int toolUses, long tookMs) {
        String notice = "<task-notification>\n<task-id>" + agent.id() + "</task-id>\n<tool-use-id>" + call
                + "</tool-use-id>\n<output-file>" + client.outputFile(agent)
                + "</output-file>\n<status>" + status + "</status>\n<summary>Agent \"" + agent.description()
                + "\" finished</summary>\n<result>" + result + "</result>\n<usage><subagent_tokens>"
                + tokens + "</subagent_tokens><tool_uses>" + toolUses + "</tool_uses><duration_ms>"
                + tookMs + "</duration_ms></usage>\n</task-notification>";
        return submitted(notice);
    }

    UntimedHook stop() {
        return stop(List.of());
    }

    /** The root's turn ended while these agents run in the background. */
    public UntimedHook stop(List<SimulatedAgent> running) {
        ObjectNode hook = client.hook(SimulatedAgent.ROOT, "Stop", true)
                .put("stop_hook_active", false)
                .put("last_assistant_message", text.words(60));
        ArrayNode tasks = hook.putArray("background_tasks");
        running.forEach(agent -> tasks.addObject()
                .put("id", agent.id())
                .put("type", "subagent")
                .put("status", "running")
                .put("description", agent.description())
                .put("agent_type", agent.type()));
        return client.send(hook, null, client.usage().put("model", SimulatedClient.MODEL));
    }

    UntimedHook sessionEnd() {
        return sessionEnd("other");
    }

    public UntimedHook sessionEnd(String reason) {
        return client.send(client.hook(SimulatedAgent.ROOT, "SessionEnd", false).put("reason", reason));
    }

    public UntimedHook agentStarted(SimulatedAgent agent) {
        ObjectNode meta = JsonNodeFactory.instance
                .objectNode()
                .put("agentType", agent.type())
                .put("isBuiltIn", true)
                .put("description", agent.description())
                .put("toolUseId", agent.toolUseId())
                .put("spawnDepth", agent.depth())
                .put("requestShape", agent.background() ? "background" : "foreground")
                .put("model", SimulatedClient.MODEL);
        if (!agent.caller().isRoot()) {
            meta.put("parentAgentId", agent.caller().id());
        }
        return client.send(client.hook(agent, "SubagentStart", false), meta, null);
    }

    UntimedHook agentStopped(SimulatedAgent agent) {
        return agentStopped(agent, text.words(80), client.usage());
    }

    /**
     * One of the agent's runs ended.
     *
     * @param result its last words
     * @param usage of all its model requests so far
     */
    public UntimedHook agentStopped(SimulatedAgent agent, String result, ObjectNode usage) {
        ObjectNode hook = client.hook(agent, "SubagentStop", true)
                .put("stop_hook_active", false)
                .put("agent_transcript_path", client.transcript(agent))
                .put("last_assistant_message", result);
        hook.putArray("background_tasks")
                .addObject()
                .put("id", agent.id())
                .put("type", "subagent")
                .put("status", "running");
        return client.send(hook, null, usage.deepCopy().put("model", SimulatedClient.MODEL));
    }

    public UntimedHook agentFailed(SimulatedAgent agent) {
        return client.send(client.hook(agent, "StopFailure", false)
                .put("error", "overloaded")
                .put("last_assistant_message", "API Error: 529 overloaded"));
    }
}
