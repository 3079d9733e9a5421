package io.delegraph.ingest.claudecode;

import static java.util.Map.entry;

import io.delegraph.schemas.event.ToolAction;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The meaning of Claude Code's tool names, and of its reasons for the end of a session. */
final class ClaudeCodeTools {
    /** The delegating tool; clients before 2.1.63 call it Task. */
    static final String AGENT = "Agent";

    private static final String TASK = "Task";
    private static final String UNKNOWN = "unknown";

    // PowerShell is missing: the agent that started another session is only searched among calls of Bash
    private static final Map<String, ToolAction> ACTIONS = Map.ofEntries(
            entry(AGENT, ToolAction.DELEGATE),
            entry("Write", ToolAction.WRITE_FILE),
            entry("Edit", ToolAction.WRITE_FILE),
            entry("MultiEdit", ToolAction.WRITE_FILE),
            entry("NotebookEdit", ToolAction.WRITE_FILE),
            entry("Bash", ToolAction.RUN_SHELL),
            entry("SendMessage", ToolAction.SEND_MESSAGE),
            entry("TaskOutput", ToolAction.AWAIT_AGENT),
            // older clients' name of TaskOutput
            entry("AgentOutputTool", ToolAction.AWAIT_AGENT),
            entry("AskUserQuestion", ToolAction.ASK_QUESTION),
            entry("ExitPlanMode", ToolAction.LEAVE_PLANNING));

    /** Reasons of a session's end after which the same client goes on under another session id. */
    private static final Set<String> CLIENT_GOES_ON = Set.of("clear", "resume");

    private ClaudeCodeTools() {}

    /** Null for a tool without an action, and for null. */
    static @Nullable ToolAction action(@Nullable String tool) {
        return tool == null ? null : ACTIONS.get(tool);
    }

    /** True when the client goes on after a session has ended for this reason; null otherwise, also for null. */
    static @Nullable Boolean clientGoesOn(@Nullable String reason) {
        return reason != null && CLIENT_GOES_ON.contains(reason) ? Boolean.TRUE : null;
    }

    /** The stored name: the current one of a renamed tool, and a constant for a missing name. */
    static String name(@Nullable String reported) {
        return reported == null ? UNKNOWN : reported.equals(TASK) ? AGENT : reported;
    }
}
