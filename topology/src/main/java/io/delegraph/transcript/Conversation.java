package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one agent said and called, the root included: entries go in, in their order, hooks come out. */
final class Conversation {
    private final Hooks hooks;
    private final Turns turns;
    private final ToolHooks tools;
    private final Receiver out;
    private final UsageSum usage = new UsageSum();
    private final Map<String, Call> open = new LinkedHashMap<>();

    /** The last words of a turn that has ended; null while it goes on. */
    private Entry finished;

    /** The latest entry of a turn whose end was not told; null when there is none. */
    private Entry latest;

    private boolean interrupted;
    private boolean begun;
    private boolean failed;

    Conversation(Hooks hooks, Turns turns, ToolHooks tools, Receiver out) {
        this.hooks = hooks;
        this.turns = turns;
        this.tools = tools;
        this.out = out;
    }

    /** A tool call whose end was not read yet, with the hook that told its start: told only when it is known that there was one. */
    record Call(Entry entry, String toolUseId, String tool, JsonNode input, ObjectNode started) {
        boolean delegates() {
            return delegates(tool);
        }

        /** Older clients call it Task. */
        static boolean delegates(String tool) {
            return "Agent".equals(tool) || "Task".equals(tool);
        }
    }

    /**
     * Tokens so far and those of a last message that was not read; null when no message was read.
     *
     * @param lastUsage of that message
     */
    JsonNode usageWith(JsonNode lastUsage) {
        if (usage.soFar() == null) {
            return null;
        }
        usage.add("the last message", lastUsage);
        return usage.soFar();
    }

    /** The call of this id that has not ended; null when there is none. */
    Call open(String toolUseId) {
        return open.get(toolUseId);
    }

    /** The calls that delegate and have not ended, oldest first. */
    List<Call> delegating() {
        return open.values().stream().filter(Call::delegates).toList();
    }

    /** Tokens so far; null when no message was read. */
    JsonNode usage() {
        return usage.soFar();
    }

    /** Takes an entry of type assistant or user. */
    void take(Entry entry) {
        failed = false;
        if (entry.type().equals("assistant")) {
            hooks.follow(entry);
            assistant(entry);
        } else {
            user(entry);
        }
    }

    private void assistant(Entry entry) {
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

    private void call(Entry entry, JsonNode block) {
        String id = block.path("id").textValue();
        String tool = block.path("name").textValue();
        if (id == null || tool == null) {
            out.skipped("tool call without id or name");
            return;
        }
        ObjectNode started = hooks.payload("PreToolUse").put("tool_name", tool);
        started.set("tool_input", block.path("input"));
        open.put(id, new Call(entry, id, tool, block.path("input"), started.put("tool_use_id", id)));
    }

    private void user(Entry entry) {
        List<JsonNode> results = entry.blocks("tool_result");
        if (!results.isEmpty()) {
            hooks.follow(entry);
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
            hooks.follow(entry);
            out.skipped("user: no prompt");
            return;
        }
        tellEnd();
        hooks.follow(entry);
        turns.begin(entry);
        begun = true;
        latest = entry;
    }

    private void answer(Entry entry, JsonNode block) {
        ToolResult result = new ToolResult(entry, block);
        if (result.toolUseId() == null) {
            out.skipped("tool result without id");
        } else {
            tools.ended(result, open.remove(result.toolUseId()));
        }
    }

    private void tellEnd() {
        if (finished != null) {
            turns.end(finished, usage.soFar());
        } else if (latest != null) {
            turns.breakOff(latest, usage.soFar());
        }
        finished = null;
        latest = null;
        interrupted = false;
    }

    /** The client wrote how long the turn took: it has ended, whatever its last entry is. */
    void turnEnded() {
        finished = finished == null && open.isEmpty() ? latest : finished;
    }

    /** A notification that was handed over in the middle of a turn. */
    void interject(Entry entry, String notification, Notifications notifications) {
        hooks.follow(entry);
        notifications.delivered(entry, notification);
    }

    /** Whether its last turn has ended and nothing that it called is open. */
    boolean atRest() {
        return (finished != null || failed || interrupted) && open.isEmpty();
    }

    /** After the last entry: tells the end of the last turn where it is known, and the calls that did not end. */
    void end() {
        if (finished != null || interrupted) {
            tellEnd();
        }
        open.values().forEach(tools::unanswered);
        open.clear();
    }
}
