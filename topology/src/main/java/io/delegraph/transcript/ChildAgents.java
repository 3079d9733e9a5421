package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents that a conversation started, as far as its own transcript contains them: clients up to 2.1.81 repeat an agent's messages in
 * {@code progress} entries, and all clients name it in the call's answer. An agent with a transcript of its own is read from there.
 */
final class ChildAgents {
    private final String sessionId;
    private final HookWriter hooks;
    private final AgentFiles files;
    private final ImportSink out;
    private final Map<String, Conversation> conversations = new LinkedHashMap<>();
    private final Map<String, String> startedBy = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Sidechains sidechains = new Sidechains();

    ChildAgents(String sessionId, HookWriter hooks, AgentFiles files, ImportSink out) {
        this.sessionId = sessionId;
        this.hooks = hooks;
        this.files = files;
        this.out = out;
    }

    AgentFiles files() {
        return files;
    }

    /** Whether an agent was seen at work for this call. */
    boolean startedBy(@Nullable String toolUseId) {
        return startedBy.containsValue(toolUseId) || files.startedBy(toolUseId) != null;
    }

    /** Reads a message that a progress entry repeats; {@code call} is the one that started the agent, null when it was not read. */
    void progress(TranscriptEntry progress, Conversation.@Nullable PendingCall call) {
        JsonNode data = progress.json().path("data");
        String agentId = data.path("agentId").textValue();
        String toolUseId = progress.text("parentToolUseID");
        if (agentId == null || toolUseId == null || !data.path("message").isObject()) {
            out.skipped("progress of an unknown agent");
            return;
        }
        boolean alreadyKnown = startedBy.put(agentId, toolUseId) != null;
        if (files.transcripts().contains(agentId)) {
            out.skipped("progress, repeated in the agent's own transcript");
            return;
        }
        if (!alreadyKnown) {
            start(agentId, type(call), progress.id(), progress.at(), note(toolUseId, call));
        }
        TranscriptEntry message = message(progress, data.path("message"));
        if (!message.hasTime()) {
            out.skipped("progress without a time");
        } else {
            conversation(agentId).take(message);
        }
    }

    /** Reads a message of an agent among its parent's; {@code open} are the calls that may have started it. */
    void inline(TranscriptEntry entry, List<Conversation.PendingCall> open) {
        Sidechains.SidechainAgent place = sidechains.place(entry, open);
        if (place == null) {
            out.skipped("sidechain of an agent that no call started");
        } else if (files.transcripts().contains(place.agentId())) {
            out.skipped("sidechain, repeated in the agent's own transcript");
        } else {
            if (!conversations.containsKey(place.agentId())) {
                Conversation.PendingCall call = place.call();
                start(
                        place.agentId(),
                        call == null ? null : type(call),
                        entry.id(),
                        entry.at(),
                        call == null ? null : note(call.toolUseId(), call));
            }
            conversation(place.agentId()).take(entry);
        }
    }

    /** The agent whose messages are among its parent's, by the call that started it. */
    Optional<String> inlineOf(String toolUseId) {
        return sidechains.startedBy(toolUseId);
    }

    /** The message, with the data of the enclosing entry. */
    private static TranscriptEntry message(TranscriptEntry progress, JsonNode message) {
        ObjectNode entry = message.deepCopy();
        for (String field : new String[] {"sessionId", "cwd", "version", "timestamp", "uuid"}) {
            if (!entry.has(field) && progress.json().has(field)) {
                entry.set(field, progress.json().get(field));
            }
        }
        return new TranscriptEntry(entry);
    }

    /** The client's own link between the two, in the format of its later notes. */
    private JsonNode note(String toolUseId, Conversation.@Nullable PendingCall call) {
        ObjectNode note = JsonNodeFactory.instance.objectNode().put("toolUseId", toolUseId);
        if (hooks.agentId() != null) {
            note.put("parentAgentId", hooks.agentId());
        }
        if (call != null && call.input().path("description").isTextual()) {
            note.set("description", call.input().get("description"));
        }
        return note;
    }

    private Conversation conversation(String agentId) {
        return Objects.requireNonNull(conversations.get(agentId), "an agent's conversation begins with its start");
    }

    private static @Nullable String type(Conversation.@Nullable PendingCall call) {
        return call == null ? null : call.input().path("subagent_type").asText("general-purpose");
    }

    private void start(String agentId, @Nullable String type, String id, long at, @Nullable JsonNode note) {
        HookWriter childHooks = hooks.forAgent(agentId, type);
        AgentTurns turns = new AgentTurns(childHooks, note);
        turns.start(id + "/SubagentStart/" + agentId, at);
        types.put(agentId, type);
        out.agent(sessionId, agentId);
        conversations.put(
                agentId,
                new Conversation(
                        childHooks,
                        new RepeatedMessageTurns(),
                        new ToolHooks(sessionId, childHooks, new ChildAgents(sessionId, childHooks, files, out), out),
                        out));
    }

    /** The call answered and names its agent; when no other entry shows its start, the answer does. */
    void answered(TranscriptEntry entry, Conversation.@Nullable PendingCall call, AgentToolResponse answer) {
        String agentId = answer.agentId();
        if (agentId == null || files.transcripts().contains(agentId)) {
            return;
        }
        if (conversations.containsKey(agentId)) {
            stopped(entry, agentId, answer);
            return;
        }
        long at = entry.at();
        if (answer.durationMs() != null) {
            at -= answer.durationMs();
        }
        if (call != null) {
            at = Math.max(at, call.entry().at());
        }
        start(agentId, type(call), entry.id(), Math.min(at, entry.at()), null);
    }

    /** The repeated messages of an agent lack the last one; the answer contains its usage, which completes the sum. */
    private void stopped(TranscriptEntry entry, String agentId, AgentToolResponse answer) {
        JsonNode last = entry.toolUseResult().path("usage");
        Conversation conversation = conversation(agentId);
        JsonNode usage =
                sidechains.has(agentId) ? conversation.usage() : last.isObject() ? conversation.usageWith(last) : null;
        if (answer.outcome() == Delegation.DelegationOutcome.ANSWERED && usage != null && ended.add(agentId)) {
            HookWriter child = hooks.forAgent(agentId, types.get(agentId));
            child.send(entry.id() + "/SubagentStop/" + agentId, entry.at(), child.payload("SubagentStop"), null, usage);
        }
    }

    /** A background agent's notification was queued: that is its end, however late the root gets it. */
    void queued(TranscriptEntry entry, String agentId) {
        if (conversations.containsKey(agentId) && ended.add(agentId)) {
            HookWriter child = hooks.forAgent(agentId, types.get(agentId));
            child.send(entry.id() + "/SubagentStop/" + agentId, entry.at(), child.payload("SubagentStop"));
        }
    }

    /** A call that waits for a background task answered: clients before notifications report its end only there. */
    void collected(TranscriptEntry entry) {
        JsonNode task = entry.toolUseResult().path("task");
        String agentId = task.path("task_id").textValue();
        if (agentId == null
                || !"local_agent".equals(task.path("task_type").textValue())
                || files.transcripts().contains(agentId)
                || !Set.of("completed", "failed").contains(task.path("status").asText(""))
                || !ended.add(agentId)) {
            return;
        }
        HookWriter childHooks = hooks.forAgent(agentId, types.get(agentId));
        String event = task.path("status").asText("").equals("failed") ? "StopFailure" : "SubagentStop";
        childHooks.send(entry.id() + "/" + event + "/" + agentId, entry.at(), childHooks.payload(event));
    }

    void end() {
        conversations.values().forEach(Conversation::end);
    }

    /** Repeated messages lack the last one, and so the end; the call's answer reports it. */
    private static final class RepeatedMessageTurns implements Turns {
        @Override
        public boolean begins(TranscriptEntry entry, boolean idle) {
            return true;
        }

        @Override
        public void begin(TranscriptEntry entry) {}

        @Override
        public void end(TranscriptEntry last, @Nullable JsonNode usage) {}

        @Override
        public void interrupt(TranscriptEntry last, @Nullable JsonNode usage) {}

        @Override
        public void fail(TranscriptEntry entry) {}
    }
}
