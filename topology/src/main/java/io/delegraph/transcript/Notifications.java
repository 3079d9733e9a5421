package io.delegraph.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Task notifications of a session. One is put into the queue when its agent ends, and is submitted as a prompt when the root has time
 * for it; one that never was is told at the end, because it says how the agent ended.
 */
final class Notifications {
    private final HookWriter hooks;
    private final AgentFiles files;
    private final Map<String, Queued> waiting = new LinkedHashMap<>();

    /** With the hook that tells it, which carries what is true while it waits. */
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

    /** Nothing is done in a session whose client went on under another id: it is over with what it is told of its agents. */
    private static void endSession(TranscriptEntry entry, HookWriter session, ObjectNode stop) {
        session.send(entry.id() + "/Stop", entry.at(), stop);
        ObjectNode end = session.payload("SessionEnd").put("reason", "end of transcript");
        session.send(entry.id() + "/SessionEnd", entry.at(), end);
    }

    /** What tells of an agent goes to the session that it belongs to, where nothing is done any more. */
    private HookWriter writerFor(String notification) {
        String session = files.elsewhere(notification);
        return session == null ? hooks : hooks.forSession(session);
    }

    /**
     * Tells those that were never delivered, each as a turn of its own in which nothing was done.
     *
     * @param atRest false while the root was cut off in the middle of a turn
     * @return when the latest of them was put into the queue, epoch ms; 0 when there is none
     */
    long end(boolean atRest) {
        long latest = 0;
        for (Queued it : waiting.values()) {
            TranscriptEntry entry = it.entry();
            it.hooks().send(entry.id(), entry.at(), it.submit());
            ObjectNode stop = it.hooks().payload("Stop").put("prompt_id", entry.id());
            if (it.hooks() != hooks) {
                endSession(entry, it.hooks(), stop);
            } else if (atRest) {
                hooks.send(entry.id() + "/Stop", entry.at(), stop);
            }
            latest = Math.max(latest, entry.at());
        }
        waiting.clear();
        return latest;
    }

    /** The same in the queue and when it is delivered, where more may follow it. */
    private static String key(String notification) {
        int end = notification.indexOf("</task-notification>");
        return (end < 0 ? notification : notification.substring(0, end)).strip();
    }
}
