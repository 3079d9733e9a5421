package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.ToolRowBuilder;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.WaitKind;
import org.jspecify.annotations.Nullable;

/** What an event says of tool calls; more of those that delegate is in {@link SpawnFragments}. */
final class ToolCallFragments {
    /**
     * Calls of one message begin within moments of each other, in any order: a call that begins this long after a permission was asked
     * for belongs to a later message, so the wait is over. Milliseconds.
     */
    static final long SAME_MESSAGE_MS = 1_000;

    private final FragmentBuilder fragments;

    ToolCallFragments(FragmentBuilder draft) {
        this.fragments = draft;
    }

    void started(ToolStarted it) {
        started(it.toolUseId(), it.tool(), it.action(), it.target(), it.file(), it.inputChars());
        fragments.addText(fragments.agentId(), AgentText.Part.INPUT, it.toolUseId(), it.text());
    }

    void started(
            String toolUseId,
            @Nullable String tool,
            @Nullable ToolAction action,
            @Nullable String target,
            @Nullable String file,
            @Nullable Integer chars) {
        fragments.add(call(toolUseId, tool, action)
                .target(target)
                .startedAt(fragments.at())
                .file(file)
                .chars(action == ToolAction.SEND_MESSAGE ? chars : null)
                .build());
        fragments
                .agent()
                .lastTool(fragments.stamped(tool))
                .progressAt(fragments.at() - SAME_MESSAGE_MS)
                .callStartedAt(fragments.at());
    }

    void ended(ToolEnded it) {
        fragments.add(ended(it.toolUseId(), it.tool(), it.action(), it.outcome())
                .target(it.target())
                .durationMs(it.durationMs())
                .error(it.error())
                .file(it.file())
                .denial(it.denial())
                .errorMessage(it.errorMessage())
                .build());
        fragments.agent().lastTool(fragments.stamped(it.tool()));
        fragments.addText(fragments.agentId(), AgentText.Part.OUTPUT, it.toolUseId(), it.text());
        if (it.outcome() == ToolOutcome.INTERRUPTED) {
            fragments.agent().interruptedAt(fragments.at());
        }
        if (it.workflowTaskId() != null) {
            fragments.add(fragments
                    .newMark(it.workflowTaskId(), RunMark.Kind.LAUNCHED)
                    .detail(fragments.agentId())
                    .causeToolUseId(it.toolUseId())
                    .promptId(fragments.origin().promptId())
                    .build());
        }
        // the mode was plan until then; which one follows, a transcript does not tell
        if (it.action() == ToolAction.LEAVE_PLANNING
                && it.outcome() == ToolOutcome.SUCCEEDED
                && fragments.origin().permissionMode() == null) {
            fragments.agent().permissionMode(fragments.stamped(AgentRow.NO_PERMISSION_MODE));
        }
        if (it.resumedAgentId() != null) {
            fragments.add(AgentRow.named(it.resumedAgentId(), null));
            fragments.add(fragments
                    .newMark(it.resumedAgentId(), RunMark.Kind.RESUMED)
                    .causeToolUseId(it.toolUseId())
                    .promptId(fragments.origin().promptId())
                    .build());
        }
        if (it.stoppedAgentId() != null) {
            fragments.add(
                    fragments.newMark(it.stoppedAgentId(), RunMark.Kind.KILLED).build());
        }
        if (it.stoppedShellId() != null) {
            fragments.add(
                    fragments.newMark(it.stoppedShellId(), RunMark.Kind.KILLED).build());
        }
        if (it.shell() != null) {
            fragments.add(new ShellRow(
                    it.shell().id(),
                    fragments.agentId(),
                    it.toolUseId(),
                    it.target(),
                    fragments.at(),
                    it.shell().endsWithAgent(),
                    null));
        }
    }

    void batchEnded(ToolBatchEnded it) {
        fragments.recordProgress();
        for (BatchedCall call : it.calls()) {
            fragments.add(ended(call.toolUseId(), call.tool(), call.action(), outcome(call))
                    .denial(call.denial())
                    .errorMessage(call.errorMessage())
                    .build());
        }
    }

    /** A call of the agent that fired the event. What the root does under a prompt is counted with it. */
    private ToolRowBuilder call(String toolUseId, @Nullable String tool, @Nullable ToolAction action) {
        return ToolRow.builder()
                .agentId(fragments.agentId())
                .toolUseId(toolUseId)
                .tool(tool)
                .action(action)
                .promptId(fragments.agentId().equals(ROOT) ? fragments.origin().promptId() : null);
    }

    ToolRowBuilder ended(String toolUseId, @Nullable String tool, @Nullable ToolAction action, ToolOutcome outcome) {
        return call(toolUseId, tool, action).endedAt(fragments.at()).outcome(outcome);
    }

    private static ToolOutcome outcome(BatchedCall call) {
        return call.denial() != null
                ? ToolOutcome.DENIED
                : Boolean.TRUE.equals(call.failed()) ? ToolOutcome.FAILED : ToolOutcome.UNREPORTED;
    }

    void permissionRequested(PermissionRequested it) {
        waitRequested(new WaitCause(it.tool() == null ? "" : it.tool(), WaitKind.of(it.action())), it.payload());
    }

    /** A person is asked for something. */
    void waitRequested(WaitCause cause, @Nullable String payload) {
        fragments.add(new WaitRow(
                fragments.agentId(),
                fragments.at(),
                fragments.origin().eventId(),
                cause.tool(),
                cause.kind(),
                payload));
        fragments.agent().permission(fragments.stamped(cause));
    }

    void permissionDenied(PermissionDenied it) {
        fragments.recordProgress();
        if (it.toolUseId() != null) {
            fragments.add(ended(it.toolUseId(), it.tool(), it.action(), ToolOutcome.DENIED)
                    .denial(it.denial())
                    .errorMessage(it.errorMessage())
                    .build());
        }
    }
}
