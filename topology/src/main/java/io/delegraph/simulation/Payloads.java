package io.delegraph.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Hooks of a session's beginning and end, of its prompts, and of what becomes of its agents. */
public final class Payloads {
    private final Client client;
    private final Random random;
    private final Text text;

    public Payloads(Client client, Random random) {
        this.client = client;
        this.random = random;
        this.text = client.text();
    }

    public Unsent sessionStart() {
        return client.send(client.hook(Agent.ROOT, "SessionStart", false).put("source", "startup"));
    }

    Unsent prompt() {
        client.nextPrompt();
        return submitted(text.words(80));
    }

    /** From here on it is the session's current one. */
    public Unsent prompt(String words) {
        client.nextPrompt();
        return submitted(words);
    }

    private Unsent submitted(String prompt) {
        return client.send(client.hook(Agent.ROOT, "UserPromptSubmit", true).put("prompt", prompt));
    }

    /** The client tells what a slash command of the prompt became. */
    public Unsent promptExpanded(String command, String arguments) {
        return client.send(client.hook(Agent.ROOT, "UserPromptExpansion", true)
                .put("command_name", command)
                .put("command_args", arguments));
    }

    /** The client wants a person's attention. */
    public Unsent notified(String type) {
        return client.send(client.hook(Agent.ROOT, "Notification", false).put("notification_type", type));
    }

    Unsent notification(Agent agent, String call) {
        client.nextPrompt();
        return notice(agent, call, "completed", text.words(60), random.nextInt(90_000), 20, 60_000);
    }

    /**
     * The root is told how a background run ended; a prompt of its own.
     *
     * @param call the Agent call, after a resume the SendMessage call
     * @param status completed, failed, killed
     * @param result its last words
     * @param tokens of its last model request: that is what the client tells here
     */
    public Unsent notification(
            Agent agent, String call, String status, String result, long tokens, int toolUses, long tookMs) {
        client.nextPrompt();
        return notice(agent, call, status, result, tokens, toolUses, tookMs);
    }

    private Unsent notice(
            Agent agent, String call, String status, String result, long tokens, int toolUses, long tookMs) {
        String notice = "<task-notification>\n<task-id>" + agent.id() + "</task-id>\n<tool-use-id>" + call
                + "</tool-use-id>\n<output-file>" + client.outputFile(agent)
                + "</output-file>\n<status>" + status + "</status>\n<summary>Agent \"" + agent.description()
                + "\" finished</summary>\n<result>" + result + "</result>\n<usage><subagent_tokens>"
                + tokens + "</subagent_tokens><tool_uses>" + toolUses + "</tool_uses><duration_ms>"
                + tookMs + "</duration_ms></usage>\n</task-notification>";
        return submitted(notice);
    }

    Unsent stop() {
        return stop(List.of());
    }

    /** The root's turn ended while these agents run in the background. */
    public Unsent stop(List<Agent> running) {
        ObjectNode hook = client.hook(Agent.ROOT, "Stop", true)
                .put("stop_hook_active", false)
                .put("last_assistant_message", text.words(60));
        ArrayNode tasks = hook.putArray("background_tasks");
        running.forEach(agent -> tasks.addObject()
                .put("id", agent.id())
                .put("type", "subagent")
                .put("status", "running")
                .put("description", agent.description())
                .put("agent_type", agent.type()));
        return client.send(hook, null, client.usage().put("model", Client.MODEL));
    }

    Unsent sessionEnd() {
        return sessionEnd("other");
    }

    public Unsent sessionEnd(String reason) {
        return client.send(client.hook(Agent.ROOT, "SessionEnd", false).put("reason", reason));
    }

    public Unsent agentStarted(Agent agent) {
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
        return agentStopped(agent, text.words(80), client.usage());
    }

    /**
     * One of its runs is over.
     *
     * @param result its last words
     * @param usage of all its model requests so far
     */
    public Unsent agentStopped(Agent agent, String result, ObjectNode usage) {
        ObjectNode hook = client.hook(agent, "SubagentStop", true)
                .put("stop_hook_active", false)
                .put("agent_transcript_path", client.transcript(agent))
                .put("last_assistant_message", result);
        hook.putArray("background_tasks")
                .addObject()
                .put("id", agent.id())
                .put("type", "subagent")
                .put("status", "running");
        return client.send(hook, null, usage.deepCopy().put("model", Client.MODEL));
    }

    public Unsent agentFailed(Agent agent) {
        return client.send(client.hook(agent, "StopFailure", false)
                .put("error", "overloaded")
                .put("last_assistant_message", "API Error: 529 overloaded"));
    }
}
