package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.SpawnRowBuilder;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.ToolRowBuilder;
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

/** Turns events about tool calls, including calls that delegate, into row fragments. */
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
        started(event.toolUseId(), event.tool(), event.action(), event.target(), event.file(), event.inputChars());
        fragments.addText(fragments.agentId(), AgentText.Part.INPUT, event.toolUseId(), event.text());
    }

    private void started(String toolUseId, String tool, ToolAction action, String target, String file, Integer chars) {
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

    void ended(ToolEnded event) {
        fragments.add(ended(event.toolUseId(), event.tool(), event.action(), event.outcome())
                .target(event.target())
                .durationMs(event.durationMs())
                .error(event.error())
                .file(event.file())
                .denial(event.denial())
                .errorMessage(event.errorMessage())
                .build());
        fragments.agent().lastTool(fragments.stamped(event.tool()));
        fragments.addText(fragments.agentId(), AgentText.Part.OUTPUT, event.toolUseId(), event.text());
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
                    .errorMessage(call.errorMessage())
                    .build());
            if (call.action() == ToolAction.DELEGATE) {
                fragments.add(
                        spawn(call.toolUseId(), null).batchedAt(fragments.at()).build());
                if (call.denial() != null) {
                    fragments.add(failed(spawn(call.toolUseId(), null), SpawnFailure.OTHER, call.errorMessage()));
                }
            }
        }
    }

    /** A call of the agent that fired the event. Calls of the root are also counted for their prompt. */
    private ToolRowBuilder call(String toolUseId, String tool, ToolAction action) {
        return ToolRow.builder()
                .agentId(fragments.agentId())
                .toolUseId(toolUseId)
                .tool(tool)
                .action(action)
                .promptId(fragments.agentId().equals(ROOT) ? fragments.origin().promptId() : null);
    }

    private ToolRowBuilder ended(String toolUseId, String tool, ToolAction action, ToolOutcome outcome) {
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

    void permissionDenied(PermissionDenied event) {
        fragments.recordProgress();
        if (event.toolUseId() != null) {
            fragments.add(ended(event.toolUseId(), event.tool(), event.action(), ToolOutcome.DENIED)
                    .denial(event.denial())
                    .errorMessage(event.errorMessage())
                    .build());
        }
    }

    void requested(SpawnRequested event) {
        started(
                event.toolUseId(),
                event.tool(),
                ToolAction.DELEGATE,
                event.request().agentType(),
                null,
                null);
        fragments.add(spawn(event.toolUseId(), event.request())
                .requestedAt(fragments.at())
                .fingerprint(event.fingerprint())
                .build());
        fragments.addText(event.toolUseId(), AgentText.Part.REQUEST, event.toolUseId(), event.text());
    }

    void answered(SpawnAnswered event) {
        agentCallEnded(event.toolUseId(), event.tool(), event.request(), ToolOutcome.SUCCEEDED, null);
        fragments.add(spawn(event.toolUseId(), event.request())
                .answered(fragments.stamped(event.status() == null ? "" : event.status()))
                .childAgentId(event.childAgentId())
                .totals(event.totals())
                .remoteSession(event.remoteSession())
                .build());
        if (event.childAgentId() != null) {
            Integer chars = event.totals() == null ? null : event.totals().resultChars();
            fragments.add(AgentRow.builder(event.childAgentId(), null)
                    .result(fragments.stamped(AgentResult.of(chars, event.resultFingerprint())))
                    .build());
            if ("completed".equals(event.status())) {
                fragments.add(fragments
                        .newMark(event.childAgentId(), RunMark.Kind.ANSWERED)
                        .causeToolUseId(event.toolUseId())
                        .worktree(event.worktree())
                        .build());
            }
        }
    }

    void failed(SpawnFailed event) {
        ToolOutcome outcome = event.interrupted() ? ToolOutcome.INTERRUPTED : ToolOutcome.FAILED;
        agentCallEnded(
                event.toolUseId(),
                event.tool(),
                event.request(),
                outcome,
                event.failure().name());
        fragments.add(failed(spawn(event.toolUseId(), event.request()), event.failure(), event.reason()));
    }

    private void agentCallEnded(
            String toolUseId, String tool, SpawnRequest request, ToolOutcome outcome, String error) {
        fragments.add(ended(toolUseId, tool, ToolAction.DELEGATE, outcome)
                .target(request.agentType())
                .error(error)
                .build());
        fragments.agent().lastTool(fragments.stamped(tool));
        if (outcome == ToolOutcome.INTERRUPTED) {
            fragments.agent().interruptedAt(fragments.at());
        }
    }

    /** A request by the agent that fired the event, as its call reports it. */
    private SpawnRowBuilder spawn(String toolUseId, SpawnRequest request) {
        return spawn(toolUseId, fragments.agentId(), request).arrival(fragments.observedAt());
    }

    private SpawnRowBuilder spawn(String toolUseId, String parentAgentId, SpawnRequest request) {
        return SpawnRow.builder()
                .toolUseId(toolUseId)
                .parentAgentId(parentAgentId)
                .promptId(fragments.stamped(fragments.origin().promptId()))
                .request(request);
    }

    private SpawnRow failed(SpawnRowBuilder spawn, SpawnFailure cause, String reason) {
        return spawn.failed(fragments.stamped(reason == null ? "" : reason))
                .failure(cause)
                .build();
    }

    /** Adds the request from the note of the agent that it started. */
    void addRequestOfMeta(AgentMeta meta) {
        SpawnRequest request = new SpawnRequest(
                meta.agentType(), meta.description(), meta.name(), null, meta.background(), null, 0, null);
        fragments.add(spawn(meta.toolUseId(), meta.parentAgentId() == null ? ROOT : meta.parentAgentId(), request)
                .build());
    }
}
