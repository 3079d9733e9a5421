package io.delegraph.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.replay.Hook;
import io.delegraph.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What Claude Code 2.1.330 sends for one session, in the envelope that the hook script puts around it. */
final class Payloads {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MODEL = "claude-sonnet-4-5";

    private final Random random;
    private final Text text;
    private final String sessionId;
    private final String transcript;
    private final String host;
    private final String user;
    private final long pid;
    private String promptId;
    private int sent;

    Payloads(Random random) {
        this.random = random;
        this.text = new Text(random);
        this.sessionId = text.uuid();
        this.transcript = "/home/dev/.claude/projects/-home-dev-project/" + sessionId;
        this.host = "devbox-" + random.nextInt(20);
        this.user = "dev" + random.nextInt(20);
        this.pid = 1_000L + random.nextInt(4_000_000);
    }

    String sessionId() {
        return sessionId;
    }

    /** A hook that lacks only its time. */
    @FunctionalInterface
    interface Unsent {
        Hook at(long at);
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

    String newCall() {
        return "toolu_" + text.hex(16);
    }

    Unsent sessionStart() {
        return send(hook(Agent.ROOT, "SessionStart", false).put("source", "startup"));
    }

    Unsent prompt() {
        promptId = text.uuid();
        return send(hook(Agent.ROOT, "UserPromptSubmit", true).put("prompt", text.words(80)));
    }

    Unsent notification(Agent agent, String call) {
        promptId = text.uuid();
        String notice = "<task-notification>\n<task-id>" + agent.id() + "</task-id>\n<tool-use-id>" + call
                + "</tool-use-id>\n<output-file>/tmp/claude-0/-home-dev-project/" + sessionId + "/tasks/" + agent.id()
                + ".output</output-file>\n<status>completed</status>\n<summary>Agent \"" + agent.description()
                + "\" finished</summary>\n<result>" + text.words(60) + "</result>\n<usage><subagent_tokens>"
                + random.nextInt(90_000) + "</subagent_tokens><tool_uses>20</tool_uses><duration_ms>60000</duration_ms>"
                + "</usage>\n</task-notification>";
        return send(hook(Agent.ROOT, "UserPromptSubmit", true).put("prompt", notice));
    }

    Unsent stop() {
        ObjectNode hook = hook(Agent.ROOT, "Stop", true)
                .put("stop_hook_active", false)
                .put("last_assistant_message", text.words(60));
        hook.putArray("background_tasks");
        return send(hook, null, usage());
    }

    Unsent sessionEnd() {
        return send(hook(Agent.ROOT, "SessionEnd", false).put("reason", "other"));
    }

    Unsent spawnRequested(Agent parent, Agent child) {
        return send(spawn(parent, child, "PreToolUse"));
    }

    Unsent spawnRefused(Agent parent, Agent child) {
        return send(spawn(parent, child, "PostToolUseFailure")
                .put("error", "Agent type '" + child.type() + "' not found. Available agents: claude, Explore, Plan")
                .put("is_interrupt", false)
                .put("duration_ms", 2));
    }

    Unsent spawnFailed(Agent parent, Agent child) {
        return send(spawn(parent, child, "PostToolUseFailure")
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
                .put("resolvedModel", MODEL)
                .put("prompt", child.task())
                .put("outputFile", "/tmp/claude-0/-home-dev-project/" + sessionId + "/tasks/" + child.id() + ".output")
                .put("canReadOutputFile", true)
                .put("canContinueAgent", true);
        return send(hook);
    }

    Unsent spawnCompleted(Agent parent, Agent child, long tookMs) {
        ObjectNode hook = spawn(parent, child, "PostToolUse").put("duration_ms", tookMs);
        ObjectNode response = hook.putObject("tool_response")
                .put("status", "completed")
                .put("prompt", child.task())
                .put("agentId", child.id())
                .put("agentType", child.type());
        response.putArray("content").addObject().put("type", "text").put("text", text.words(100));
        response.put("resolvedModel", MODEL)
                .put("totalDurationMs", tookMs)
                .put("totalTokens", 4_000 + random.nextInt(60_000))
                .put("totalToolUseCount", 20);
        response.set("usage", usage());
        return send(hook);
    }

    Unsent agentStarted(Agent agent) {
        ObjectNode meta = NODES.objectNode()
                .put("agentType", agent.type())
                .put("isBuiltIn", true)
                .put("description", agent.description())
                .put("toolUseId", agent.call())
                .put("spawnDepth", agent.depth())
                .put("requestShape", agent.background() ? "background" : "foreground")
                .put("model", MODEL);
        if (!agent.parent().isRoot()) {
            meta.put("parentAgentId", agent.parent().id());
        }
        return send(hook(agent, "SubagentStart", false), meta, null);
    }

    Unsent agentStopped(Agent agent) {
        ObjectNode hook = hook(agent, "SubagentStop", true)
                .put("stop_hook_active", false)
                .put("agent_transcript_path", transcript + "/subagents/agent-" + agent.id() + ".jsonl")
                .put("last_assistant_message", text.words(80));
        hook.putArray("background_tasks")
                .addObject()
                .put("id", agent.id())
                .put("type", "subagent")
                .put("status", "running");
        return send(hook, null, usage());
    }

    Unsent agentFailed(Agent agent) {
        return send(hook(agent, "StopFailure", false)
                .put("error", "overloaded")
                .put("last_assistant_message", "API Error: 529 overloaded"));
    }

    Unsent messageSent(Agent agent, String call) {
        return send(message(agent, call, "PreToolUse"));
    }

    Unsent messageAnswered(Agent agent, String call) {
        ObjectNode hook = message(agent, call, "PostToolUse").put("duration_ms", 30);
        hook.putObject("tool_response")
                .put("success", true)
                .put("message", "Resuming agent")
                .put("resumedAgentId", agent.id());
        return send(hook);
    }

    Call newToolCall(Agent agent) {
        return new Call(agent, newCall(), random.nextInt(4));
    }

    /** A tool call of an agent, from its start to the message that carries its result. */
    final class Call {
        private final Agent agent;
        private final String id;
        private final String tool;
        private final ObjectNode input = NODES.objectNode();
        private String result = "";

        private Call(Agent agent, String id, int kind) {
            this.agent = agent;
            this.id = id;
            switch (kind) {
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
            return send(called("PreToolUse"));
        }

        Unsent permissionRequested() {
            ObjectNode hook = called("PermissionRequest");
            hook.remove("tool_use_id");
            return send(hook);
        }

        Unsent ended() {
            result = text.words(20 + random.nextInt(180));
            ObjectNode hook = called("PostToolUse");
            hook.putObject("tool_response")
                    .put("stdout", result)
                    .put("stderr", "")
                    .put("interrupted", false)
                    .put("isImage", false);
            return send(hook.put("duration_ms", 5 + random.nextInt(800)));
        }

        Unsent failed() {
            result = "Exit code 1: " + text.words(20);
            return send(called("PostToolUseFailure")
                    .put("error", result)
                    .put("is_interrupt", false)
                    .put("duration_ms", 5 + random.nextInt(800)));
        }

        Unsent batch() {
            ObjectNode hook = hook(agent, "PostToolBatch", true);
            hook.putArray("tool_calls")
                    .addObject()
                    .put("tool_name", tool)
                    .put("tool_use_id", id)
                    .put("tool_response", result)
                    .set("tool_input", input);
            return send(hook);
        }

        private ObjectNode called(String event) {
            ObjectNode hook = hook(agent, event, true).put("tool_name", tool);
            hook.set("tool_input", input);
            return hook.put("tool_use_id", id);
        }
    }

    private ObjectNode message(Agent agent, String call, String event) {
        ObjectNode hook = hook(Agent.ROOT, event, true).put("tool_name", "SendMessage");
        hook.putObject("tool_input")
                .put("to", agent.id())
                .put("summary", "go on")
                .put("message", text.words(40));
        return hook.put("tool_use_id", call);
    }

    private ObjectNode spawn(Agent parent, Agent child, String event) {
        ObjectNode hook = hook(parent, event, true).put("tool_name", "Agent");
        hook.putObject("tool_input")
                .put("description", child.description())
                .put("prompt", child.task())
                .put("subagent_type", child.type())
                .put("run_in_background", child.background());
        return hook.put("tool_use_id", child.call());
    }

    private ObjectNode usage() {
        return NODES.objectNode()
                .put("input_tokens", 1_000 + random.nextInt(9_000))
                .put("cache_creation_input_tokens", random.nextInt(5_000))
                .put("cache_read_input_tokens", random.nextInt(90_000))
                .put("output_tokens", random.nextInt(4_000));
    }

    ObjectNode hook(Agent agent, String event, boolean withMode) {
        ObjectNode hook = NODES.objectNode()
                .put("session_id", sessionId)
                .put("transcript_path", transcript + ".jsonl")
                .put("cwd", "/home/dev/project");
        if (promptId != null) {
            hook.put("prompt_id", promptId);
        }
        if (withMode) {
            hook.put("permission_mode", "default");
        }
        if (!agent.isRoot()) {
            hook.put("agent_id", agent.id()).put("agent_type", agent.type());
        }
        return hook.put("hook_event_name", event);
    }

    Unsent send(ObjectNode hook) {
        return send(hook, null, null);
    }

    private Unsent send(ObjectNode hook, ObjectNode meta, ObjectNode usage) {
        return at -> {
            String id = sessionId + "-" + sent++;
            ObjectNode envelope = NODES.objectNode()
                    .put("v", 1)
                    .put("id", id)
                    .put("at", at)
                    .put("source", "claude-code")
                    .put("source_version", "2.1.330")
                    .put("host", host)
                    .put("user", user)
                    .put("client_pid", pid);
            envelope.putArray("ancestor_pids").add(pid - 7).add(1);
            if (meta != null) {
                envelope.set("agent_meta", meta);
            }
            if (usage != null) {
                envelope.set("agent_usage", usage);
            }
            envelope.set("hook", hook);
            return new Hook(id, sessionId, at, new String(Json.write(envelope), StandardCharsets.UTF_8));
        };
    }
}
