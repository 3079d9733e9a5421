package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The entries of one session in one file: those of its root or of one agent. */
final class SessionTranscript {
    /** A transcript without a new entry for this long belongs to an ended client, ms. */
    private static final long ENDED_AFTER_MS = Duration.ofHours(6).toMillis();

    private final String sessionId;
    private final @Nullable String agentId;
    private final ImportSink out;
    private final HookWriter hooks;
    private final Notifications notifications;
    private final ChildAgents children;
    private final Conversation conversation;
    private final Titles titles = new Titles();

    /** Null for an agent. */
    private final @Nullable ClearedSession cleared;

    private @Nullable TranscriptEntry last;

    /** Whether it is an agent that the client started to have it ready. */
    private boolean helper;

    /**
     * A transcript without entries yet.
     *
     * @param agentId the agent of the entries; null for the root
     * @param previous the client's previous session; null when none is known
     */
    SessionTranscript(
            String sessionId, @Nullable String agentId, AgentFiles files, @Nullable String previous, ImportSink out) {
        JsonNode note = agentId == null ? null : files.note(agentId);
        this.sessionId = sessionId;
        this.agentId = agentId;
        this.out = out;
        this.hooks = new HookWriter(
                sessionId, agentId, note == null ? null : note.path("agentType").textValue(), out::hook);
        this.notifications = new Notifications(hooks, files);
        this.cleared = agentId == null ? new ClearedSession(sessionId, hooks, previous) : null;
        this.children = new ChildAgents(sessionId, hooks, files, out);
        this.conversation = new Conversation(
                hooks,
                agentId == null ? new RootTurns(hooks, notifications) : new AgentTurns(hooks, note),
                new ToolHooks(sessionId, hooks, children, out),
                out);
    }

    /** Reads an entry that describes the session, without a time. */
    void state(TranscriptEntry entry) {
        if (entry.type().equals("permission-mode")) {
            hooks.setPermissionMode(entry.text("permissionMode"));
        } else if (!titles.take(entry)) {
            out.skipped(entry.kind());
        }
    }

    void take(TranscriptEntry entry) {
        titles.seen(entry);
        if (cleared != null) {
            cleared.take(entry);
        }
        switch (entry.type()) {
            case "assistant", "user" -> message(entry);
            case "progress" -> progress(entry);
            case "attachment" -> attachment(entry);
            case "queue-operation" -> queue(entry);
            case "system" -> system(entry);
            default -> out.skipped(entry.kind());
        }
    }

    private void message(TranscriptEntry entry) {
        if (agentId == null && entry.is("isSidechain")) {
            last = entry;
            children.inline(entry, conversation.delegating());
            return;
        }
        if (agentId != null && last == null && Prompts.isWarmup(entry.words())) {
            helper = true;
        }
        last = entry;
        if (helper) {
            out.skipped("the client's own helper");
        } else {
            conversation.take(entry);
        }
    }

    private void progress(TranscriptEntry entry) {
        if (!"agent_progress".equals(entry.json().path("data").path("type").textValue())) {
            out.skipped(entry.kind());
            return;
        }
        last = entry;
        String call = entry.text("parentToolUseID");
        children.progress(entry, call == null ? null : conversation.open(call));
    }

    private void attachment(TranscriptEntry entry) {
        JsonNode attachment = entry.json().path("attachment");
        String prompt = attachment.path("prompt").textValue();
        if ("queued_command".equals(attachment.path("type").textValue()) && Prompts.isNotification(prompt)) {
            conversation.interject(entry, Prompts.withoutResult(prompt), notifications);
        } else {
            out.skipped(entry.kind());
        }
    }

    private void queue(TranscriptEntry entry) {
        String content = entry.text("content");
        if ("enqueue".equals(entry.text("operation")) && content != null && Prompts.isNotification(content)) {
            notifications.queued(entry, content);
            String task = Prompts.task(content);
            if (task != null) {
                children.queued(entry, task);
            }
        } else {
            out.skipped("queue-operation");
        }
    }

    private void system(TranscriptEntry entry) {
        if ("turn_duration".equals(entry.text("subtype"))) {
            conversation.turnEnded();
        }
        out.skipped(entry.kind());
    }

    /**
     * After the last entry. For a turn that was cut off, no end of the client is emitted: the inactivity timeout will show that it is lost.
     */
    void end(long readAt) {
        if (helper) {
            return;
        }
        if (agentId != null) {
            out.agent(sessionId, agentId);
        }
        boolean atRest = conversation.isIdle();
        children.end();
        conversation.end();
        long notified = notifications.end(atRest);
        if (agentId != null || last == null) {
            return;
        }
        titles.write(hooks, last.at());
        if (atRest && last.at() < readAt - ENDED_AFTER_MS) {
            ObjectNode end = hooks.payload("SessionEnd").put("reason", "end of transcript");
            hooks.send(last.id() + "/SessionEnd", Math.max(last.at(), notified), end);
        }
    }
}
