package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conversation of one agent, possibly the root: it takes entries in order and produces hooks. */
final class Conversation {
    private final HookWriter hooks;
    private final Turns turns;
    private final ToolHooks tools;
    private final ImportSink out;
    private final TokenUsageSum usage = new TokenUsageSum();
    private final Map<String, PendingCall> open = new LinkedHashMap<>();

    /** The last words of a turn that has ended; null while it goes on. */
    private @Nullable TranscriptEntry finished;

    /** The latest entry of a turn whose end was not reported; null when there is none. */
    private @Nullable TranscriptEntry latest;

    private boolean interrupted;
    private boolean begun;
    private boolean failed;

    Conversation(HookWriter hooks, Turns turns, ToolHooks tools, ImportSink out) {
        this.hooks = hooks;
        this.turns = turns;
        this.tools = tools;
        this.out = out;
    }

    /** A tool call whose end was not read yet, with the hook of its start, which is sent only when it is certain that the call ran. */
    record PendingCall(TranscriptEntry entry, String toolUseId, String tool, JsonNode input, ObjectNode started) {
        boolean delegates() {
            return delegates(tool);
        }

        /** Older clients call it Task. */
        static boolean delegates(String tool) {
            return "Agent".equals(tool) || "Task".equals(tool);
        }
    }

    /**
     * Tokens so far, with those of a last message that was not read; null when no message was read.
     *
     * @param lastUsage of that message
     */
    @Nullable
    JsonNode usageWith(JsonNode lastUsage) {
        if (usage.total() == null) {
            return null;
        }
        usage.add("the last message", lastUsage);
        return usage.total();
    }

    /** The open call of this id; null when there is none. */
    @Nullable
    PendingCall open(String toolUseId) {
        return open.get(toolUseId);
    }

    /** The open calls that delegate, oldest first. */
    List<PendingCall> delegating() {
        return open.values().stream().filter(PendingCall::delegates).toList();
    }

    /** Tokens so far; null when no message was read. */
    @Nullable
    JsonNode usage() {
        return usage.total();
    }

    /** Reads an entry of type assistant or user. */
    void take(TranscriptEntry entry) {
        failed = false;
        if (entry.type().equals("assistant")) {
            hooks.updateContext(entry);
            assistant(entry);
        } else {
            user(entry);
        }
    }

    private void assistant(TranscriptEntry entry) {
        if (entry.synthetic()) {
            if (entry.is("isApiErrorMessage")) {
                finished = null;
                latest = null;
                begun = false;
                failed = true;
                turns.fail(entry);
            } else {
                out.skipped("assistant without a model");
            }
            return;
        }
        usage.add(entry.message());
        latest = entry;
        interrupted = false;
        finished = entry.blocks("text").isEmpty() ? null : entry;
        for (JsonNode block : entry.blocks("tool_use")) {
            call(entry, block);
            finished = null;
        }
    }

    private void call(TranscriptEntry entry, JsonNode block) {
        String id = block.path("id").textValue();
        String tool = block.path("name").textValue();
        if (id == null || tool == null) {
            out.skipped("tool call without id or name");
            return;
        }
        ObjectNode started = hooks.payload("PreToolUse").put("tool_name", tool);
        started.set("tool_input", block.path("input"));
        open.put(id, new PendingCall(entry, id, tool, block.path("input"), started.put("tool_use_id", id)));
    }

    private void user(TranscriptEntry entry) {
        List<JsonNode> results = entry.blocks("tool_result");
        if (!results.isEmpty()) {
            hooks.updateContext(entry);
            results.forEach(block -> answer(entry, block));
            latest = entry;
            finished = null;
            return;
        }
        if (entry.words().startsWith("[Request interrupted")) {
            latest = entry;
            finished = null;
            interrupted = true;
        }
        if (!turns.begins(entry, finished != null || !begun)) {
            hooks.updateContext(entry);
            out.skipped("user: no prompt");
            return;
        }
        emitTurnEnd();
        hooks.updateContext(entry);
        turns.begin(entry);
        begun = true;
        latest = entry;
    }

    private void answer(TranscriptEntry entry, JsonNode block) {
        ToolResult result = new ToolResult(entry, block);
        if (result.toolUseId() == null) {
            out.skipped("tool result without id");
        } else {
            tools.ended(result, open.remove(result.toolUseId()));
        }
    }

    private void emitTurnEnd() {
        if (finished != null) {
            turns.end(finished, usage.total());
        } else if (latest != null) {
            turns.interrupt(latest, usage.total());
        }
        finished = null;
        latest = null;
        interrupted = false;
    }

    /** The client recorded the duration of the turn, so it has ended, whatever its last entry is. */
    void turnEnded() {
        finished = finished == null && open.isEmpty() ? latest : finished;
    }

    /** A notification that was delivered in the middle of a turn. */
    void interject(TranscriptEntry entry, String notification, Notifications notifications) {
        hooks.updateContext(entry);
        notifications.delivered(entry, notification);
    }

    /** Whether its last turn has ended and no call is open. */
    boolean isIdle() {
        return (finished != null || failed || interrupted) && open.isEmpty();
    }

    /** After the last entry: reports the end of the last turn, if known, and the calls that did not end. */
    void end() {
        if (finished != null || interrupted) {
            emitTurnEnd();
        }
        open.values().forEach(tools::unanswered);
        open.clear();
    }
}
