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

/** Hook payloads of one session as the client would fire them, one after the other, and what becomes of them. */
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

    /** Goes on so many ms later. */
    HookSequence after(long ms) {
        at += ms;
        return this;
    }

    /** From here on the machine's clock is off by so many ms. */
    HookSequence clockOff(long ms) {
        clock = ms;
        return this;
    }

    HookSequence privacy(PrivacyMode value) {
        privacy = value;
        return this;
    }

    /** From here on this process of the client fires the hooks. */
    HookSequence client(long value) {
        pid = value;
        return this;
    }

    long now() {
        return at;
    }

    /** A payload in the client's words, with {@code '} for {@code "}; what every payload has is added. */
    HookSequence fire(String event, String json) {
        return fire(event, json, null);
    }

    /** With the client's note about the agent. */
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

    /** The call itself took so many ms, as the client measured it. */
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

    /** By id, at the moment of the last payload. */
    Map<String, AgentLifecycle> agents() {
        return agents(0);
    }

    /** By id, when nothing more was heard for so many ms. */
    Map<String, AgentLifecycle> agents(long silent) {
        return byId(view(at + silent));
    }

    /** The same in another order and with half of the events repeated. */
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

    /** What was fired, for a topic. */
    List<JsonNode> envelopes() {
        return envelopes.stream()
                .map(it -> {
                    try {
                        return Json.MAPPER.readTree(it);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
