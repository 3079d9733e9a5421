package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The root's turns: a prompt, then a Stop, both with the prompt's id. Clients record that id since 2.1.76; before, the identity of the
 * prompt's entry is used, so that each turn has its own end.
 */
final class RootTurns implements Turns {
    private final HookWriter hooks;
    private final Notifications notifications;
    private final Set<String> begun = new HashSet<>();

    RootTurns(HookWriter hooks, Notifications notifications) {
        this.hooks = hooks;
        this.notifications = notifications;
    }

    @Override
    public boolean begins(TranscriptEntry entry, boolean idle) {
        String prompt = Prompts.submitted(entry);
        if (prompt == null) {
            return false;
        }
        // output of local commands, and notifications delivered together, have the id of an earlier prompt
        boolean again = begun.contains(promptId(entry));
        if (again && Prompts.isNotification(prompt)) {
            notifications.delivered(entry, prompt);
        }
        return !again;
    }

    @Override
    public void begin(TranscriptEntry entry) {
        begun.add(promptId(entry));
        hooks.setPromptId(promptId(entry));
        String prompt = Prompts.submitted(entry);
        if (prompt != null && Prompts.isNotification(prompt)) {
            notifications.delivered(entry, prompt);
        } else {
            hooks.send(entry.id(), entry.at(), hooks.payload("UserPromptSubmit").put("prompt", prompt));
        }
    }

    private static String promptId(TranscriptEntry entry) {
        String promptId = entry.text("promptId");
        return promptId == null ? entry.id() : promptId;
    }

    @Override
    public void end(TranscriptEntry last, @Nullable JsonNode usage) {
        hooks.send(last.id() + "/Stop", last.at(), hooks.payload("Stop"), null, usage);
    }

    /** No hook reports an interruption; the turn ends at its last entry, so that the pause does not count as work. */
    @Override
    public void interrupt(TranscriptEntry last, @Nullable JsonNode usage) {
        end(last, usage);
    }

    @Override
    public void fail(TranscriptEntry entry) {
        ObjectNode failure = hooks.payload("StopFailure");
        failure.set("error", entry.json().path("error"));
        hooks.send(entry.id() + "/StopFailure", entry.at(), failure);
    }
}
