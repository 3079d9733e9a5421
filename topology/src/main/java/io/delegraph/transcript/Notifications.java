package io.delegraph.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Task notifications of a session. One is queued when its agent ends, and is submitted as a prompt when the root has time for it. One that
 * never was is emitted at the end, because it reports how the agent ended.
 */
final class Notifications {
    private final HookWriter hooks;
    private final AgentFiles files;
    private final Map<String, Queued> waiting = new LinkedHashMap<>();

    /** A queued notification with the hook that would deliver it. */
    private record Queued(TranscriptEntry entry, HookWriter hooks, ObjectNode submit) {}

    Notifications(HookWriter hooks, AgentFiles files) {
        this.hooks = hooks;
        this.files = files;
    }

    void queued(TranscriptEntry entry, String content) {
        String notification = Prompts.withoutResult(content);
        HookWriter to = writerFor(notification);
        ObjectNode submit = to.payload("UserPromptSubmit").put("prompt", notification);
        waiting.put(key(notification), new Queued(entry, to, submit.put("prompt_id", entry.id())));
    }

    void delivered(TranscriptEntry entry, String notification) {
        waiting.remove(key(notification));
        HookWriter to = writerFor(notification);
        to.send(entry.id(), entry.at(), to.payload("UserPromptSubmit").put("prompt", notification));
        if (to != hooks) {
            endSession(entry, to, to.payload("Stop"));
        }
    }

    /** Ends a session whose client went on under another id, after the notification of its agents: nothing is at work there any more. */
    private static void endSession(TranscriptEntry entry, HookWriter session, ObjectNode stop) {
        session.send(entry.id() + "/Stop", entry.at(), stop);
        ObjectNode end = session.payload("SessionEnd").put("reason", "end of transcript");
        session.send(entry.id() + "/SessionEnd", entry.at(), end);
    }

    /** The writer for the session that the agent belongs to, in which nothing is at work any more. */
    private HookWriter writerFor(String notification) {
        String session = files.elsewhere(notification);
        return session == null ? hooks : hooks.forSession(session);
    }

    /**
     * Emits notifications that were never delivered, each as a turn of its own without work.
     *
     * @param atRest false when the root was cut off in the middle of a turn
     * @return when the latest of them was queued, epoch ms; 0 when there is none
     */
    long end(boolean atRest) {
        long latest = 0;
        for (Queued queued : waiting.values()) {
            TranscriptEntry entry = queued.entry();
            queued.hooks().send(entry.id(), entry.at(), queued.submit());
            ObjectNode stop = queued.hooks().payload("Stop").put("prompt_id", entry.id());
            if (queued.hooks() != hooks) {
                endSession(entry, queued.hooks(), stop);
            } else if (atRest) {
                hooks.send(entry.id() + "/Stop", entry.at(), stop);
            }
            latest = Math.max(latest, entry.at());
        }
        waiting.clear();
        return latest;
    }

    /** The common part of a queued and a delivered notification, whose text may be longer. */
    private static String key(String notification) {
        int end = notification.indexOf("</task-notification>");
        return (end < 0 ? notification : notification.substring(0, end)).strip();
    }
}
