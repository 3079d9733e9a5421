package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The root's turns: a prompt, then Stop. */
final class RootTurns implements Turns {
    private final Hooks hooks;
    private final Notifications notifications;

    RootTurns(Hooks hooks, Notifications notifications) {
        this.hooks = hooks;
        this.notifications = notifications;
    }

    @Override
    public boolean begin(Entry entry, boolean idle) {
        String prompt = Prompts.submitted(entry);
        if (prompt == null) {
            return false;
        }
        if (Prompts.notification(prompt)) {
            notifications.delivered(entry, prompt);
        } else {
            hooks.send(entry.id(), entry.at(), hooks.payload("UserPromptSubmit").put("prompt", prompt));
        }
        return true;
    }

    @Override
    public void end(Entry last, JsonNode usage) {
        hooks.send(last.id() + "/Stop", last.at(), hooks.payload("Stop"), null, usage);
    }

    @Override
    public void fail(Entry entry) {
        ObjectNode failure = hooks.payload("StopFailure");
        failure.set("error", entry.json().path("error"));
        hooks.send(entry.id() + "/StopFailure", entry.at(), failure);
    }
}
