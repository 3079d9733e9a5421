package io.delegraph.ingest.claudecode;

import static java.util.Map.entry;

import io.delegraph.schemas.event.ToolAction;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the names mean that Claude Code gives to its tools, and to the reasons of a session's end. */
final class ClaudeCodeTools {
    /** The delegating tool; clients before 2.1.63 call it Task. */
    static final String AGENT = "Agent";

    private static final String TASK = "Task";
    private static final String UNKNOWN = "unknown";

    // without PowerShell: the agent that started another session is looked for among calls of Bash alone
    private static final Map<String, ToolAction> ACTIONS = Map.ofEntries(
            entry(AGENT, ToolAction.DELEGATE),
            entry("Write", ToolAction.WRITE_FILE),
            entry("Edit", ToolAction.WRITE_FILE),
            entry("MultiEdit", ToolAction.WRITE_FILE),
            entry("NotebookEdit", ToolAction.WRITE_FILE),
            entry("Bash", ToolAction.RUN_SHELL),
            entry("SendMessage", ToolAction.SEND_MESSAGE),
            entry("TaskOutput", ToolAction.AWAIT_AGENT),
            // the name of TaskOutput in older clients
            entry("AgentOutputTool", ToolAction.AWAIT_AGENT),
            entry("AskUserQuestion", ToolAction.ASK_QUESTION),
            entry("ExitPlanMode", ToolAction.LEAVE_PLANNING));

    /** Reasons of a session's end after which the same client goes on under another session id. */
    private static final Set<String> CLIENT_GOES_ON = Set.of("clear", "resume");

    private ClaudeCodeTools() {}

    /** Null for a tool whose calls do nothing that has an action, and for null. */
    static @Nullable ToolAction action(@Nullable String tool) {
        return tool == null ? null : ACTIONS.get(tool);
    }

    /** True when the client goes on after this reason of a session's end; null otherwise, also for null. */
    static @Nullable Boolean clientGoesOn(@Nullable String reason) {
        return reason != null && CLIENT_GOES_ON.contains(reason) ? Boolean.TRUE : null;
    }

    /** The name that is kept: today's of one that changed, and one for a tool that the client does not name. */
    static String name(@Nullable String told) {
        return told == null ? UNKNOWN : told.equals(TASK) ? AGENT : told;
    }
}
