package io.delegraph.codec;

import static java.util.Map.entry;

import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields that a row omits because a name in it implies them. Rows of an earlier version had no such fields, and rows of the most frequent
 * client stay as small as those. A row with a value that its names do not imply has the field. This table is frozen: stored rows are read
 * with it, so no entry may be added, changed or removed, even when a client renames its tools.
 */
final class ImpliedFields {
    private static final Map<String, ToolAction> ACTIONS = Map.ofEntries(
            entry("Agent", ToolAction.DELEGATE),
            entry("Write", ToolAction.WRITE_FILE),
            entry("Edit", ToolAction.WRITE_FILE),
            entry("MultiEdit", ToolAction.WRITE_FILE),
            entry("NotebookEdit", ToolAction.WRITE_FILE),
            entry("Bash", ToolAction.RUN_SHELL),
            entry("SendMessage", ToolAction.SEND_MESSAGE),
            entry("TaskOutput", ToolAction.AWAIT_AGENT),
            entry("AgentOutputTool", ToolAction.AWAIT_AGENT),
            entry("AskUserQuestion", ToolAction.ASK_QUESTION),
            entry("ExitPlanMode", ToolAction.LEAVE_PLANNING));

    private static final ToolAction[] CONSTANTS = ToolAction.values();
    private static final String ELICITATION = "Elicitation";
    private static final Set<String> CLIENT_GOES_ON = Set.of("clear", "resume");

    /** The code of a call without an action whose tool implies one. */
    private static final int NO_ACTION = 0;

    private ImpliedFields() {}

    private static @Nullable ToolAction action(@Nullable String tool) {
        return tool == null ? null : ACTIONS.get(tool);
    }

    // the ordinals are pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    static @Nullable Integer code(@Nullable String tool, @Nullable ToolAction action) {
        if (action == action(tool)) {
            return null;
        }
        return action == null ? NO_ACTION : action.ordinal() + 1;
    }

    /** The action of a {@link #code}; null for a call without an action. */
    static @Nullable ToolAction action(@Nullable String tool, @Nullable Integer code) {
        if (code == null) {
            return action(tool);
        }
        return code == NO_ACTION ? null : CONSTANTS[code - 1];
    }

    /** The kind of a wait for this tool. */
    static WaitKind waitKind(@Nullable String tool) {
        return ELICITATION.equals(tool) ? WaitKind.ELICITATION : WaitKind.of(action(tool));
    }

    /** Whether the client goes on after a session has ended for this reason. */
    static boolean clientGoesOn(String reason) {
        return CLIENT_GOES_ON.contains(reason);
    }
}
