package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Result;
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
final class CallFragments {
    /**
     * Calls of one message begin within moments of each other, in any order: a call that begins this long after a permission was asked
     * for belongs to a later message, so the wait is over. Milliseconds.
     */
    static final long SAME_MESSAGE = 1_000;

    private final Draft draft;

    CallFragments(Draft draft) {
        this.draft = draft;
    }

    void started(ToolStarted it) {
        started(it.toolUseId(), it.tool(), it.action(), it.target(), it.file(), it.inputChars());
        draft.text(draft.agentId(), AgentText.Part.INPUT, it.toolUseId(), it.text());
    }

    private void started(String toolUseId, String tool, ToolAction action, String target, String file, Integer chars) {
        call(ToolRow.started(draft.agentId(), toolUseId, tool, action, target, file, chars, draft.at()));
        draft.agent()
                .lastTool(draft.now(tool))
                .progressAt(draft.at() - SAME_MESSAGE)
                .callStartedAt(draft.at());
    }

    void ended(ToolEnded it) {
        call(ToolRow.ended(
                        draft.agentId(),
                        it.toolUseId(),
                        it.tool(),
                        it.action(),
                        it.target(),
                        it.file(),
                        draft.at(),
                        it.outcome(),
                        it.durationMs(),
                        it.error())
                .because(it.denial(), it.errorMessage()));
        draft.agent().lastTool(draft.now(it.tool()));
        draft.text(draft.agentId(), AgentText.Part.OUTPUT, it.toolUseId(), it.text());
        if (it.outcome() == ToolOutcome.INTERRUPTED) {
            draft.agent().interruptedAt(draft.at());
        }
        if (it.workflowTaskId() != null) {
            draft.add(draft.marked(it.workflowTaskId(), RunMark.Kind.LAUNCHED, draft.agentId(), it.toolUseId(), null)
                    .withPrompt(draft.origin().promptId()));
        }
        // the mode was plan until then; which one follows, a transcript does not tell
        if (it.action() == ToolAction.LEAVE_PLANNING
                && it.outcome() == ToolOutcome.SUCCEEDED
                && draft.origin().permissionMode() == null) {
            draft.agent().permissionMode(draft.now(AgentRow.NO_MODE));
        }
        if (it.resumedAgentId() != null) {
            draft.add(AgentRow.named(it.resumedAgentId(), null));
            draft.add(draft.marked(it.resumedAgentId(), RunMark.Kind.RESUMED, null, it.toolUseId(), null)
                    .withPrompt(draft.origin().promptId()));
        }
        if (it.stoppedAgentId() != null) {
            draft.mark(it.stoppedAgentId(), RunMark.Kind.KILLED, null, null, null);
        }
        if (it.stoppedShellId() != null) {
            draft.mark(it.stoppedShellId(), RunMark.Kind.KILLED, null, null, null);
        }
        if (it.shell() != null) {
            draft.add(new ShellRow(
                    it.shell().id(),
                    draft.agentId(),
                    it.toolUseId(),
                    it.target(),
                    draft.at(),
                    it.shell().endsWithAgent(),
                    null));
        }
    }

    void batchEnded(ToolBatchEnded it) {
        draft.progress();
        for (BatchedCall call : it.calls()) {
            call(ended(call.toolUseId(), call.tool(), call.action(), outcome(call))
                    .because(call.denial(), call.errorMessage()));
            if (call.action() == ToolAction.DELEGATE) {
                SpawnRow spawn = spawn(call.toolUseId(), null);
                draft.add(spawn.batched(draft.at(), draft.heardAt()));
                if (call.denial() != null) {
                    draft.add(spawn.failed(draft.at(), draft.heardAt(), SpawnFailure.OTHER, call.errorMessage()));
                }
            }
        }
    }

    /** What the root does under a prompt is counted with it. */
    private void call(ToolRow row) {
        draft.add(draft.agentId().equals(ROOT) ? row.under(draft.origin().promptId()) : row);
    }

    private static ToolOutcome outcome(BatchedCall call) {
        return call.denial() != null
                ? ToolOutcome.DENIED
                : Boolean.TRUE.equals(call.failed()) ? ToolOutcome.FAILED : ToolOutcome.UNREPORTED;
    }

    void permissionRequested(PermissionRequested it) {
        asked(new WaitCause(it.tool() == null ? "" : it.tool(), WaitKind.of(it.action())), it.payload());
    }

    /** A person is asked for something. */
    void asked(WaitCause cause, String payload) {
        draft.add(new WaitRow(
                draft.agentId(), draft.at(), draft.origin().eventId(), cause.tool(), cause.kind(), payload));
        draft.agent().permission(draft.now(cause));
    }

    void permissionDenied(PermissionDenied it) {
        draft.progress();
        if (it.toolUseId() != null) {
            call(ended(it.toolUseId(), it.tool(), it.action(), ToolOutcome.DENIED)
                    .because(it.denial(), it.errorMessage()));
        }
    }

    private ToolRow ended(String toolUseId, String tool, ToolAction action, ToolOutcome outcome) {
        return ToolRow.ended(draft.agentId(), toolUseId, tool, action, null, null, draft.at(), outcome, null, null);
    }

    void requested(SpawnRequested it) {
        started(it.toolUseId(), it.tool(), ToolAction.DELEGATE, it.request().agentType(), null, null);
        draft.add(spawn(it.toolUseId(), it.request()).requested(draft.at(), draft.heardAt(), it.fingerprint()));
        draft.text(it.toolUseId(), AgentText.Part.REQUEST, it.toolUseId(), it.text());
    }

    void answered(SpawnAnswered it) {
        agentCallEnded(it.toolUseId(), it.tool(), it.request(), ToolOutcome.SUCCEEDED, null);
        draft.add(spawn(it.toolUseId(), it.request())
                .answered(
                        draft.at(), draft.heardAt(), it.status(), it.childAgentId(), it.totals(), it.remoteSession()));
        if (it.childAgentId() != null) {
            Integer chars = it.totals() == null ? null : it.totals().resultChars();
            draft.add(AgentRow.builder(it.childAgentId(), null)
                    .result(draft.now(Result.of(chars, it.resultFingerprint())))
                    .build());
            if ("completed".equals(it.status())) {
                draft.add(draft.marked(it.childAgentId(), RunMark.Kind.ANSWERED, null, it.toolUseId(), null)
                        .withWorktree(it.worktree()));
            }
        }
    }

    void failed(SpawnFailed it) {
        ToolOutcome outcome = it.interrupted() ? ToolOutcome.INTERRUPTED : ToolOutcome.FAILED;
        agentCallEnded(
                it.toolUseId(), it.tool(), it.request(), outcome, it.failure().name());
        draft.add(spawn(it.toolUseId(), it.request()).failed(draft.at(), draft.heardAt(), it.failure(), it.reason()));
    }

    private void agentCallEnded(
            String toolUseId, String tool, SpawnRequest request, ToolOutcome outcome, String error) {
        call(ToolRow.ended(
                draft.agentId(),
                toolUseId,
                tool,
                ToolAction.DELEGATE,
                request.agentType(),
                null,
                draft.at(),
                outcome,
                null,
                error));
        draft.agent().lastTool(draft.now(tool));
        if (outcome == ToolOutcome.INTERRUPTED) {
            draft.agent().interruptedAt(draft.at());
        }
    }

    private SpawnRow spawn(String toolUseId, SpawnRequest request) {
        return SpawnRow.of(toolUseId, draft.agentId(), draft.now(draft.origin().promptId()), request);
    }

    /** The request as the note of the agent that it started has it. */
    void noted(AgentMeta meta) {
        SpawnRequest request = new SpawnRequest(
                meta.agentType(), meta.description(), meta.name(), null, meta.background(), null, 0, null);
        draft.add(SpawnRow.of(
                meta.toolUseId(),
                meta.parentAgentId() == null ? ROOT : meta.parentAgentId(),
                draft.now(draft.origin().promptId()),
                request));
    }
}
