package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.WaitKind;

/** What an event says of tool calls, and of the calls that delegate. */
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

    private void started(String toolUseId, String tool, ToolAction action, String target, String file, Integer chars) {
        addCall(ToolRow.started(fragments.agentId(), toolUseId, tool, action, target, file, chars, fragments.at()));
        fragments
                .agent()
                .lastTool(fragments.stamped(tool))
                .progressAt(fragments.at() - SAME_MESSAGE_MS)
                .callStartedAt(fragments.at());
    }

    void ended(ToolEnded it) {
        addCall(ToolRow.ended(
                        fragments.agentId(),
                        it.toolUseId(),
                        it.tool(),
                        it.action(),
                        it.target(),
                        it.file(),
                        fragments.at(),
                        it.outcome(),
                        it.durationMs(),
                        it.error())
                .withReason(it.denial(), it.errorMessage()));
        fragments.agent().lastTool(fragments.stamped(it.tool()));
        fragments.addText(fragments.agentId(), AgentText.Part.OUTPUT, it.toolUseId(), it.text());
        if (it.outcome() == ToolOutcome.INTERRUPTED) {
            fragments.agent().interruptedAt(fragments.at());
        }
        if (it.workflowTaskId() != null) {
            fragments.add(fragments
                    .newMark(it.workflowTaskId(), RunMark.Kind.LAUNCHED, fragments.agentId(), it.toolUseId(), null)
                    .withPrompt(fragments.origin().promptId()));
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
                    .newMark(it.resumedAgentId(), RunMark.Kind.RESUMED, null, it.toolUseId(), null)
                    .withPrompt(fragments.origin().promptId()));
        }
        if (it.stoppedAgentId() != null) {
            fragments.addMark(it.stoppedAgentId(), RunMark.Kind.KILLED, null, null, null);
        }
        if (it.stoppedShellId() != null) {
            fragments.addMark(it.stoppedShellId(), RunMark.Kind.KILLED, null, null, null);
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
            addCall(ended(call.toolUseId(), call.tool(), call.action(), outcome(call))
                    .withReason(call.denial(), call.errorMessage()));
            if (call.action() == ToolAction.DELEGATE) {
                SpawnRow spawn = spawn(call.toolUseId(), null);
                fragments.add(spawn.batched(fragments.at(), fragments.observedAt()));
                if (call.denial() != null) {
                    fragments.add(spawn.failed(
                            fragments.at(), fragments.observedAt(), SpawnFailure.OTHER, call.errorMessage()));
                }
            }
        }
    }

    /** What the root does under a prompt is counted with it. */
    private void addCall(ToolRow row) {
        fragments.add(
                fragments.agentId().equals(ROOT)
                        ? row.withPrompt(fragments.origin().promptId())
                        : row);
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
    void waitRequested(WaitCause cause, String payload) {
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
            addCall(ended(it.toolUseId(), it.tool(), it.action(), ToolOutcome.DENIED)
                    .withReason(it.denial(), it.errorMessage()));
        }
    }

    private ToolRow ended(String toolUseId, String tool, ToolAction action, ToolOutcome outcome) {
        return ToolRow.ended(
                fragments.agentId(), toolUseId, tool, action, null, null, fragments.at(), outcome, null, null);
    }

    void requested(SpawnRequested it) {
        started(it.toolUseId(), it.tool(), ToolAction.DELEGATE, it.request().agentType(), null, null);
        fragments.add(spawn(it.toolUseId(), it.request())
                .requested(fragments.at(), fragments.observedAt(), it.fingerprint()));
        fragments.addText(it.toolUseId(), AgentText.Part.REQUEST, it.toolUseId(), it.text());
    }

    void answered(SpawnAnswered it) {
        agentCallEnded(it.toolUseId(), it.tool(), it.request(), ToolOutcome.SUCCEEDED, null);
        fragments.add(spawn(it.toolUseId(), it.request())
                .answered(
                        fragments.at(),
                        fragments.observedAt(),
                        it.status(),
                        it.childAgentId(),
                        it.totals(),
                        it.remoteSession()));
        if (it.childAgentId() != null) {
            Integer chars = it.totals() == null ? null : it.totals().resultChars();
            fragments.add(AgentRow.builder(it.childAgentId(), null)
                    .result(fragments.stamped(AgentResult.of(chars, it.resultFingerprint())))
                    .build());
            if ("completed".equals(it.status())) {
                fragments.add(fragments
                        .newMark(it.childAgentId(), RunMark.Kind.ANSWERED, null, it.toolUseId(), null)
                        .withWorktree(it.worktree()));
            }
        }
    }

    void failed(SpawnFailed it) {
        ToolOutcome outcome = it.interrupted() ? ToolOutcome.INTERRUPTED : ToolOutcome.FAILED;
        agentCallEnded(
                it.toolUseId(), it.tool(), it.request(), outcome, it.failure().name());
        fragments.add(spawn(it.toolUseId(), it.request())
                .failed(fragments.at(), fragments.observedAt(), it.failure(), it.reason()));
    }

    private void agentCallEnded(
            String toolUseId, String tool, SpawnRequest request, ToolOutcome outcome, String error) {
        addCall(ToolRow.ended(
                fragments.agentId(),
                toolUseId,
                tool,
                ToolAction.DELEGATE,
                request.agentType(),
                null,
                fragments.at(),
                outcome,
                null,
                error));
        fragments.agent().lastTool(fragments.stamped(tool));
        if (outcome == ToolOutcome.INTERRUPTED) {
            fragments.agent().interruptedAt(fragments.at());
        }
    }

    private SpawnRow spawn(String toolUseId, SpawnRequest request) {
        return SpawnRow.of(
                toolUseId,
                fragments.agentId(),
                fragments.stamped(fragments.origin().promptId()),
                request);
    }

    /** The request as the note of the agent that it started has it. */
    void addRequestOfMeta(AgentMeta meta) {
        SpawnRequest request = new SpawnRequest(
                meta.agentType(), meta.description(), meta.name(), null, meta.background(), null, 0, null);
        fragments.add(SpawnRow.of(
                meta.toolUseId(),
                meta.parentAgentId() == null ? ROOT : meta.parentAgentId(),
                fragments.stamped(fragments.origin().promptId()),
                request));
    }
}
