package io.delegraph.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A sequence of one session's hook payloads as the client would fire them, and the resulting state. */
final class HookSequence {
    static final String SESSION = "6d537c3a-289e-463b-b7d4-5e3d81a85aed";
    static final long BEGIN = 1_795_000_000_000L;

    private final List<byte[]> envelopes = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private PrivacyMode privacy = PrivacyMode.DEFAULT;
    private long at = BEGIN;
    private long clock;
    private String prompt;
    private Long pid;

    /** Advances the time by so many ms. */
    HookSequence after(long ms) {
        at += ms;
        return this;
    }

    /** The machine's clock is off by so many ms from here on. */
    HookSequence clockOff(long ms) {
        clock = ms;
        return this;
    }

    HookSequence privacy(PrivacyMode value) {
        privacy = value;
        return this;
    }

    /** This client process fires the following hooks. */
    HookSequence client(long value) {
        pid = value;
        return this;
    }

    long now() {
        return at;
    }

    /** A payload in the client's format, with {@code '} for {@code "}; common fields are added. */
    HookSequence fire(String event, String json) {
        return fire(event, json, null);
    }

    /** The same with the client's note about the agent. */
    HookSequence fire(String event, String json, String meta) {
        try {
            ObjectNode hook = Json.MAPPER.createObjectNode();
            hook.put("session_id", SESSION).put("hook_event_name", event).put("cwd", "/home/dev/project");
            if (prompt != null) {
                hook.put("prompt_id", prompt);
            }
            hook.setAll((ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"')));
            ObjectNode envelope = Json.MAPPER.createObjectNode();
            envelope.put("id", "e" + envelopes.size()).put("at", at + clock).put("host", "devbox");
            if (pid != null) {
                envelope.put("client_pid", pid);
            }
            if (meta != null) {
                envelope.set("agent_meta", Json.MAPPER.readTree(meta.replace('\'', '"')));
            }
            envelope.set("hook", hook);
            envelopes.add(Json.write(envelope));
            arrivals.add(at + 5);
            at += 10;
            return this;
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    HookSequence opened() {
        return fire("SessionStart", "{'source':'startup'}");
    }

    HookSequence prompted(String id) {
        prompt = id;
        return fire("UserPromptSubmit", "{'prompt':'go'}");
    }

    HookSequence stopped(String tasks) {
        return fire("Stop", "{'stop_hook_active':false,'background_tasks':[" + tasks + "]}");
    }

    HookSequence spawned(String call, String type, String more) {
        return fire(
                "PreToolUse",
                "{'tool_name':'Agent','tool_use_id':'" + call
                        + "','tool_input':{'description':'look','prompt':'look','subagent_type':'" + type + "'" + more
                        + "}}");
    }

    HookSequence answered(String call, String type, String response) {
        return fire(
                "PostToolUse",
                "{'tool_name':'Agent','tool_use_id':'" + call
                        + "','tool_input':{'description':'look','prompt':'look','subagent_type':'" + type
                        + "'},'tool_response':" + response + "}");
    }

    HookSequence started(String agent, String type) {
        return fire("SubagentStart", "{'agent_id':'" + agent + "','agent_type':'" + type + "'}");
    }

    HookSequence agentStopped(String agent, String type, String more) {
        return fire(
                "SubagentStop",
                "{'agent_id':'" + agent + "','agent_type':'" + type + "','last_assistant_message':'done'" + more + "}");
    }

    HookSequence called(String agent, String call) {
        return fire(
                "PreToolUse",
                "{" + of(agent) + "'tool_name':'Bash','tool_use_id':'" + call + "','tool_input':{'command':'make'}}");
    }

    HookSequence returned(String agent, String call) {
        return returned(agent, call, 5);
    }

    /** The answer of a call that took so many ms, as the client measured it. */
    HookSequence returned(String agent, String call, long durationMs) {
        return fire(
                "PostToolUse",
                "{" + of(agent) + "'tool_name':'Bash','tool_use_id':'" + call
                        + "','tool_input':{'command':'make'},'tool_response':{'stdout':'ok'},'duration_ms':"
                        + durationMs + "}");
    }

    private static String of(String agent) {
        return agent == null ? "" : "'agent_id':'" + agent + "','agent_type':'general-purpose',";
    }

    /** In the order in which they were fired. */
    List<AgentEvent.InSession> events() {
        Normalizer normalizer = ClientAdapters.normalizer(privacy, KeyedHashes.keyed("a key for the tests"));
        List<AgentEvent.InSession> events = new ArrayList<>();
        for (int i = 0; i < envelopes.size(); i++) {
            switch (normalizer.normalize(envelopes.get(i), new RawPosition(0, i, arrivals.get(i)))) {
                case Normalized.Accepted accepted -> events.addAll(accepted.events());
                case Normalized.Probed probed -> throw new AssertionError("a probe");
                case Normalized.Invalid rejected -> throw new AssertionError(rejected.reason());
            }
        }
        return events;
    }

    SessionView view(long watermark) {
        return view(events(), watermark);
    }

    static SessionView view(List<AgentEvent.InSession> events, long watermark) {
        Session session = new Session(new SessionRows(SESSION, new InMemoryRowStore()), TestPolicies.DEFAULT);
        events.forEach(event -> session.on(event, 0));
        return session.view(watermark);
    }

    /** Agents by id, at the time of the last payload. */
    Map<String, AgentLifecycle> agents() {
        return agents(0);
    }

    /** Agents by id, after so many ms without events. */
    Map<String, AgentLifecycle> agents(long silent) {
        return byId(view(at + silent));
    }

    /** The same for another order with half of the events repeated. */
    Map<String, AgentLifecycle> agentsDisordered(long silent, long seed) {
        Random random = new Random(seed);
        List<AgentEvent.InSession> events = new ArrayList<>(events());
        List.copyOf(events).stream().filter(event -> random.nextBoolean()).forEach(events::add);
        Collections.shuffle(events, random);
        return byId(view(events, at + silent));
    }

    private static Map<String, AgentLifecycle> byId(SessionView view) {
        Map<String, AgentLifecycle> agents = new HashMap<>();
        view.agents().forEach(agent -> agents.put(agent.agentId(), agent));
        return agents;
    }

    /** The payloads as envelopes for a topic. */
    List<JsonNode> envelopes() {
        return envelopes.stream()
                .map(envelope -> {
                    try {
                        return Json.MAPPER.readTree(envelope);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
