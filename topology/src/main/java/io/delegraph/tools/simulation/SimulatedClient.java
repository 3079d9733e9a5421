package io.delegraph.tools.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.Sources;
import io.delegraph.tools.replay.Hook;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A simulated Claude Code 2.1.330 in one session: the common fields of all hooks, and the envelope of the hook script. */
public final class SimulatedClient {
    static final String MODEL = "claude-sonnet-4-5";

    /** The kinds of tokens in a usage. */
    public static final List<String> TOKEN_FIELDS =
            List.of("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final RandomText text;
    private final String sessionId;
    private final String transcript;
    private final ClientEnvironment environment;
    private @Nullable String promptId;
    private final Map<@Nullable String, String> modes = new HashMap<>();
    private final Map<@Nullable String, String> directories = new HashMap<>();
    private final NavigableMap<Long, String> promptsFrom = new TreeMap<>();
    private int sent;

    SimulatedClient(Random random) {
        this(random, new RandomText(random).uuid(), randomEnvironment(random));
    }

    /** A client in an environment; {@code random} generates ids and texts. */
    public SimulatedClient(Random random, ClientEnvironment environment) {
        this(random, new RandomText(random).uuid(), environment);
    }

    private SimulatedClient(Random random, String sessionId, ClientEnvironment environment) {
        this.random = random;
        this.text = new RandomText(random);
        this.sessionId = sessionId;
        this.transcript = "/home/dev/.claude/projects/-home-dev-" + environment.project() + "/" + sessionId;
        this.environment = environment;
    }

    private static ClientEnvironment randomEnvironment(Random random) {
        String host = "devbox-" + random.nextInt(20);
        String user = "dev" + random.nextInt(20);
        long pid = 1_000L + random.nextInt(4_000_000);
        return new ClientEnvironment(Sources.CLAUDE_CODE, "project", host, user, pid, List.of(pid - 7, 1L), true);
    }

    /**
     * The current prompt is current from this time on, epoch ms: hooks carry the prompt that was current when they fired, whenever they
     * were made. Without this call they carry the one that was current when they were made.
     */
    public void promptFrom(long at) {
        promptsFrom.put(at, promptId);
    }

    public ClientEnvironment environment() {
        return environment;
    }

    /** The prompt that is current; null before the first. */
    public @Nullable String promptId() {
        return promptId;
    }

    public String sessionId() {
        return sessionId;
    }

    public RandomText text() {
        return text;
    }

    public String newToolUseId() {
        return "toolu_01" + text.letters(22);
    }

    /** Later hooks belong to another prompt. */
    public void nextPrompt() {
        promptId = text.uuid();
    }

    String transcript(SimulatedAgent agent) {
        return transcript + "/subagents/agent-" + agent.id() + ".jsonl";
    }

    /** The file for a background agent's result. */
    String outputFile(SimulatedAgent agent) {
        return "/tmp/claude-0/-home-dev-" + environment.project() + "/" + sessionId + "/tasks/" + agent.id()
                + ".output";
    }

    /** The usage of one model request. */
    public ObjectNode usage() {
        return NODES.objectNode()
                .put("input_tokens", 1_000 + random.nextInt(9_000))
                .put("cache_creation_input_tokens", random.nextInt(5_000))
                .put("cache_read_input_tokens", random.nextInt(90_000))
                .put("output_tokens", random.nextInt(4_000));
    }

    /** The sum of all kinds of tokens. */
    public static long tokens(ObjectNode usage) {
        return TOKEN_FIELDS.stream()
                .mapToLong(kind -> usage.get(kind).longValue())
                .sum();
    }

    /** The permission mode of an agent, that of the hooks that are made from now on. */
    public String mode(SimulatedAgent agent) {
        return modes.getOrDefault(agent.id(), "default");
    }

    public void setMode(SimulatedAgent agent, String mode) {
        modes.put(agent.id(), mode);
    }

    /** The directory in which an agent works. */
    public String directory(SimulatedAgent agent) {
        return directories.getOrDefault(agent.id(), "/home/dev/" + environment.project());
    }

    /** The agent works in a git worktree of its own from now on. */
    public void moveToWorktree(SimulatedAgent agent) {
        directories.put(
                agent.id(), "/home/dev/" + environment.project() + "/.claude/worktrees/agent-" + agent.requiredId());
    }

    /** A hook with the common fields, to which the event's own are added. */
    public ObjectNode hook(SimulatedAgent agent, String event, boolean withMode) {
        ObjectNode hook = NODES.objectNode()
                .put("session_id", sessionId)
                .put("transcript_path", transcript + ".jsonl")
                .put("cwd", directory(agent));
        if (promptId != null) {
            hook.put("prompt_id", promptId);
        }
        if (withMode) {
            hook.put("permission_mode", mode(agent));
        }
        if (!agent.isRoot()) {
            hook.put("agent_id", agent.id()).put("agent_type", agent.type());
        }
        return hook.put("hook_event_name", event);
    }

    public UntimedHook send(ObjectNode hook) {
        return send(hook, null, null);
    }

    public UntimedHook send(ObjectNode hook, @Nullable ObjectNode meta, @Nullable ObjectNode usage) {
        return at -> {
            Map.Entry<Long, String> current = promptsFrom.floorEntry(at);
            if (current != null && hook.has("prompt_id")) {
                hook.put("prompt_id", current.getValue());
            }
            String id = sessionId + "-" + sent++;
            ObjectNode envelope = NODES.objectNode().put("v", 1).put("id", id).put("at", at);
            envelope.put("source", environment.source());
            if (environment.script()) {
                addScriptFields(envelope, meta, usage);
            }
            envelope.set("hook", hook);
            return new Hook(id, sessionId, at, new String(Json.write(envelope), StandardCharsets.UTF_8));
        };
    }

    private void addScriptFields(ObjectNode envelope, @Nullable ObjectNode meta, @Nullable ObjectNode usage) {
        envelope.put("source_version", "2.1.330")
                .put("host", environment.host())
                .put("user", environment.user())
                .put("client_pid", environment.pid());
        environment.ancestors().forEach(envelope.putArray("ancestor_pids")::add);
        if (meta != null) {
            envelope.set("agent_meta", meta);
        }
        if (usage != null) {
            envelope.set("agent_usage", usage);
        }
    }
}
