package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.Activity;
import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.SpawnRowBuilder;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentText;
import org.jspecify.annotations.Nullable;

/** What an event says of the calls that delegate, beside what it says of any call. */
final class SpawnFragments {
    private final FragmentBuilder fragments;
    private final ToolCallFragments calls;

    SpawnFragments(FragmentBuilder fragments, ToolCallFragments calls) {
        this.fragments = fragments;
        this.calls = calls;
    }

    void requested(SpawnRequested event) {
        calls.started(
                event.toolUseId(),
                event.tool(),
                ToolAction.DELEGATE,
                event.request().agentType(),
                null,
                null,
                null);
        fragments.add(spawn(event.toolUseId(), event.request())
                .requestedAt(fragments.at())
                .fingerprint(event.fingerprint())
                .permissionMode(fragments.stamped(fragments.liveMode()))
                .secretInPrompt(event.secretInPrompt())
                .build());
        fragments.addText(event.toolUseId(), AgentText.Part.REQUEST, event.toolUseId(), event.text());
    }

    void answered(SpawnAnswered event) {
        agentCallEnded(event.toolUseId(), event.tool(), event.request(), ToolOutcome.SUCCEEDED, null);
        fragments.agent().activity(Activity.of(ToolAction.DELEGATE, ToolOutcome.SUCCEEDED, null));
        fragments.add(spawn(event.toolUseId(), event.request())
                .answered(fragments.stamped(event.status() == null ? "" : event.status()))
                .childAgentId(event.childAgentId())
                .totals(event.totals())
                .clientCalls(
                        event.totals() == null || event.origin().fromHistory()
                                ? null
                                : event.totals().toolUses())
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
            String toolUseId,
            @Nullable String tool,
            SpawnRequest request,
            ToolOutcome outcome,
            @Nullable String error) {
        fragments.add(calls.ended(toolUseId, tool, ToolAction.DELEGATE, outcome)
                .target(request.agentType())
                .error(error)
                .build());
        fragments.agent().lastTool(fragments.stamped(tool));
        if (outcome == ToolOutcome.INTERRUPTED) {
            fragments.agent().interruptedAt(fragments.at());
        }
    }

    /** A request by the agent that fired the event, as its call reports it. */
    private SpawnRowBuilder spawn(String toolUseId, @Nullable SpawnRequest request) {
        return spawn(toolUseId, fragments.agentId(), request).arrival(fragments.observedAt());
    }

    private SpawnRowBuilder spawn(String toolUseId, String parentAgentId, @Nullable SpawnRequest request) {
        return SpawnRow.builder()
                .toolUseId(toolUseId)
                .parentAgentId(parentAgentId)
                .promptId(fragments.stamped(fragments.origin().promptId()))
                .request(request);
    }

    private SpawnRow failed(SpawnRowBuilder spawn, SpawnFailure cause, @Nullable String reason) {
        return spawn.failed(fragments.stamped(reason == null ? "" : reason))
                .failure(cause)
                .build();
    }

    /** Adds the request from the note of the agent that it started. */
    void addRequestOfMeta(String toolUseId, AgentMeta meta) {
        SpawnRequest request = new SpawnRequest(
                meta.agentType(), meta.description(), meta.name(), null, meta.background(), null, 0, null);
        fragments.add(spawn(toolUseId, meta.parentAgentId() == null ? ROOT : meta.parentAgentId(), request)
                .build());
    }

    /** What the end of a batch says of those of its calls that delegate. */
    void batchEnded(ToolBatchEnded event) {
        for (BatchedCall call : event.calls()) {
            if (call.action() == ToolAction.DELEGATE) {
                fragments.add(spawn(call.toolUseId(), null)
                        .batchedAt(fragments.at())
                        .resultChanged(call.resultChanged())
                        .build());
                if (call.denial() != null) {
                    fragments.add(failed(spawn(call.toolUseId(), null), SpawnFailure.OTHER, call.errorMessage()));
                }
            }
        }
    }
}
