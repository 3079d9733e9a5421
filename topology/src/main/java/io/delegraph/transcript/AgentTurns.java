package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A subagent's runs: it starts with its task, stops with its last words, and starts again when a message resumes it. */
final class AgentTurns implements Turns {
    private final HookWriter hooks;
    private final @Nullable JsonNode note;

    AgentTurns(HookWriter hooks, @Nullable JsonNode note) {
        this.hooks = hooks;
        this.note = note;
    }

    @Override
    public boolean begins(TranscriptEntry entry, boolean idle) {
        return idle && !Prompts.isClientText(entry.words());
    }

    @Override
    public void begin(TranscriptEntry entry) {
        start(entry.id() + "/SubagentStart", entry.at());
    }

    void start(String id, long at) {
        hooks.send(id, at, hooks.payload("SubagentStart"), note, null);
    }

    @Override
    public void end(TranscriptEntry last, @Nullable JsonNode usage) {
        ObjectNode stop = hooks.payload("SubagentStop").put("last_assistant_message", last.words());
        hooks.send(last.id() + "/SubagentStop", last.at(), stop, null, usage);
    }

    /** The end is unknown here; the result of its call or the inactivity timeout decides. */
    @Override
    public void interrupt(TranscriptEntry last, @Nullable JsonNode usage) {}

    @Override
    public void fail(TranscriptEntry entry) {
        ObjectNode failure = hooks.payload("StopFailure");
        failure.set("error", entry.json().path("error"));
        hooks.send(entry.id() + "/StopFailure", entry.at(), failure);
    }
}
