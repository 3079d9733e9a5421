package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.Activity;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.ToolRowBuilder;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.CallEvidence;
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
     * Maximum time between the starts of one message's calls, ms. A call that begins later than this after a permission request belongs to
     * a later message, so the wait is over.
     */
    static final long SAME_MESSAGE_MS = 1_000;

    private final FragmentBuilder fragments;

    ToolCallFragments(FragmentBuilder draft) {
        this.fragments = draft;
    }

    void started(ToolStarted event) {
        started(
                event.toolUseId(),
                event.tool(),
                event.action(),
                event.target(),
                event.file(),
                event.inputChars(),
                event.evidence());
        fragments.addText(fragments.agentId(), AgentText.Part.INPUT, event.toolUseId(), event.text());
    }

    void started(
            String toolUseId,
            @Nullable String tool,
            @Nullable ToolAction action,
            @Nullable String target,
            @Nullable String file,
            @Nullable Integer chars,
            @Nullable CallEvidence evidence) {
        fragments.add(call(toolUseId, tool, action)
                .target(target)
                .startedAt(fragments.at())
                .file(file)
                .chars(action == ToolAction.SEND_MESSAGE ? chars : null)
                .evidence(evidence)
                .permissionMode(evidence == null ? null : fragments.liveMode())
                .build());
        fragments
                .agent()
                .lastTool(fragments.stamped(tool))
                .progressAt(fragments.at() - SAME_MESSAGE_MS)
                .callStartedAt(fragments.at());
    }

    void ended(ToolEnded event) {
        fragments.add(ended(event.toolUseId(), event.tool(), event.action(), event.outcome())
                .target(event.target())
                .durationMs(event.durationMs())
                .error(event.error())
                .file(event.file())
                .denial(event.denial())
                .personsWords(event.personsWords())
                .errorMessage(event.errorMessage())
                .evidence(event.evidence())
                .build());
        fragments.agent().lastTool(fragments.stamped(event.tool()));
        fragments.addText(fragments.agentId(), AgentText.Part.OUTPUT, event.toolUseId(), event.text());
        fragments.agent().activity(Activity.of(event.action(), event.outcome(), event.evidence()));
        if (event.outcome() == ToolOutcome.INTERRUPTED) {
            fragments.agent().interruptedAt(fragments.at());
        }
        if (event.workflowTaskId() != null) {
            fragments.add(fragments
                    .newMark(event.workflowTaskId(), RunMark.Kind.LAUNCHED)
                    .detail(fragments.agentId())
                    .causeToolUseId(event.toolUseId())
                    .promptId(fragments.origin().promptId())
                    .build());
        }
        // the mode was plan until then; a transcript does not report the mode that follows
        if (event.action() == ToolAction.LEAVE_PLANNING
                && event.outcome() == ToolOutcome.SUCCEEDED
                && fragments.origin().permissionMode() == null) {
            fragments.agent().permissionMode(fragments.stamped(AgentRow.NO_PERMISSION_MODE));
        }
        if (event.resumedAgentId() != null) {
            fragments.add(AgentRow.named(event.resumedAgentId(), null));
            fragments.add(fragments
                    .newMark(event.resumedAgentId(), RunMark.Kind.RESUMED)
                    .causeToolUseId(event.toolUseId())
                    .promptId(fragments.origin().promptId())
                    .build());
        }
        if (event.stoppedAgentId() != null) {
            fragments.add(fragments
                    .newMark(event.stoppedAgentId(), RunMark.Kind.KILLED)
                    .build());
        }
        if (event.stoppedShellId() != null) {
            fragments.add(fragments
                    .newMark(event.stoppedShellId(), RunMark.Kind.KILLED)
                    .build());
        }
        if (event.shell() != null) {
            fragments.add(new ShellRow(
                    event.shell().id(),
                    fragments.agentId(),
                    event.toolUseId(),
                    event.target(),
                    fragments.at(),
                    event.shell().endsWithAgent(),
                    null));
        }
    }

    void batchEnded(ToolBatchEnded event) {
        fragments.recordProgress();
        for (BatchedCall call : event.calls()) {
            fragments.add(ended(call.toolUseId(), call.tool(), call.action(), outcome(call))
                    .denial(call.denial())
                    .personsWords(call.personsWords())
                    .errorMessage(call.errorMessage())
                    .evidence(call.evidence())
                    .build());
        }
    }

    /** A call of the agent that fired the event. Calls of the root are also counted for their prompt. */
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

    void permissionRequested(PermissionRequested event) {
        waitRequested(
                new WaitCause(event.tool() == null ? "" : event.tool(), WaitKind.of(event.action())), event.payload());
    }

    /** Records that a person is asked for something. */
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

    void permissionDenied(PermissionDenied event) {
        fragments.recordProgress();
        if (event.toolUseId() != null) {
            fragments.add(ended(event.toolUseId(), event.tool(), event.action(), ToolOutcome.DENIED)
                    .denial(event.denial())
                    .errorMessage(event.errorMessage())
                    .build());
        }
    }
}
