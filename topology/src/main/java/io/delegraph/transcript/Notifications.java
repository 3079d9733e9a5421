package io.delegraph.transcript;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Task notifications of a session. One is put into the queue when its agent ends, and is submitted as a prompt when the root has time
 * for it; one that never was is told at the end, because it says how the agent ended.
 */
final class Notifications {
    private final Hooks hooks;
    private final Map<String, Entry> waiting = new LinkedHashMap<>();

    Notifications(Hooks hooks) {
        this.hooks = hooks;
    }

    void queued(Entry entry) {
        waiting.put(key(Prompts.withoutResult(entry.text("content"))), entry);
    }

    void delivered(Entry entry, String notification) {
        waiting.remove(key(notification));
        tell(entry, notification);
    }

    /** Tells those that were never delivered. */
    void end() {
        waiting.forEach((key, entry) -> tell(entry, Prompts.withoutResult(entry.text("content"))));
        waiting.clear();
    }

    private void tell(Entry entry, String notification) {
        hooks.send(entry.id(), entry.at(), hooks.payload("UserPromptSubmit").put("prompt", notification));
    }

    /** The same in the queue and when it is delivered, where more may follow it. */
    private static String key(String notification) {
        int end = notification.indexOf("</task-notification>");
        return (end < 0 ? notification : notification.substring(0, end)).strip();
    }
}
