package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.ConfigChanged;
import io.delegraph.schemas.event.ElicitationAnswered;
import io.delegraph.schemas.event.ElicitationRequested;
import io.delegraph.schemas.event.Notified;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.OtherHook;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.PromptExpanded;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.RowsCarried;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.schemas.event.SessionStarted;
import io.delegraph.schemas.event.SessionTitled;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.TaskNotified;
import io.delegraph.schemas.event.TeammateMessaged;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.event.TurnFailed;
import io.delegraph.schemas.event.TurnStopped;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns one event into row fragments. It is a function of the event alone, so the order of events does not matter. */
final class EventFragments {
    private final Origin origin;
    private final FragmentBuilder fragments;
    private final ToolCallFragments calls;
    private final SpawnFragments spawns;
    private final TurnFragments turns;

    private EventFragments(Origin origin) {
        this.origin = origin;
        this.fragments = new FragmentBuilder(origin);
        this.calls = new ToolCallFragments(fragments);
        this.spawns = new SpawnFragments(fragments, calls);
        this.turns = new TurnFragments(fragments);
    }

    static List<Row> of(AgentEvent.InSession event) {
        return of(event, event.origin());
    }

    /** @param origin the event's origin with the corrected event time */
    static List<Row> of(AgentEvent.InSession event, Origin origin) {
        return switch (event) {
            // derived from other sessions' events, so it is no sign of life of this session's client
            case SessionLinked linked -> LinkFragments.linked(linked);
            case AgentMoved moved -> LinkFragments.moved(moved);
            case RowsCarried carried -> MovedAgentRows.decode(carried.rows());
            default -> new EventFragments(origin).collect(event);
        };
    }

    private List<Row> collect(AgentEvent.InSession event) {
        switch (event) {
            case SessionStarted started -> {
                fragments.session().startedAt(fragments.at()).previous(fragments.stamped(started.previousSessionId()));
                fragments.addClient(fragments.at(), null);
                fragments.recordProgress();
            }
            case SessionEnded ended -> {
                fragments
                        .session()
                        .ended(fragments.stamped(new SessionEnd(
                                ended.reason() == null ? "" : ended.reason(),
                                Boolean.TRUE.equals(ended.clientGoesOn()))))
                        .next(fragments.stamped(ended.nextSessionId()));
                fragments.addClient(null, fragments.at());
                fragments.recordProgress();
            }
            case SessionTitled titled -> sessionTitled(titled);
            case PromptSubmitted submitted -> turns.promptSubmitted(submitted);
            case PromptExpanded expanded -> turns.promptExpanded(expanded);
            case TaskNotified notified -> turns.taskNotified(notified);
            case SpawnRequested requested -> spawns.requested(requested);
            case SpawnAnswered answered -> spawns.answered(answered);
            case SpawnFailed failed -> spawns.failed(failed);
            case AgentStarted started -> started(started.meta());
            case AgentStopped stopped -> {
                fragments.recordUsage(stopped.usage(), stopped.usageModel());
                fragments
                        .agent()
                        .result(fragments.stamped(AgentResult.of(stopped.resultChars(), stopped.resultFingerprint())));
                fragments.agent().resultGivesOrders(stopped.resultGivesOrders());
                fragments.recordProgress();
                stopped(stopped.backgroundShells(), Boolean.TRUE.equals(stopped.stopHookActive()));
                fragments.addText(fragments.agentId(), AgentText.Part.RESULT, origin.eventId(), stopped.text());
            }
            case TurnStopped stopped -> turns.turnStopped(stopped);
            case TurnFailed failed -> turns.turnFailed(failed);
            case ToolStarted started -> calls.started(started);
            case ToolEnded ended -> calls.ended(ended);
            case ToolBatchEnded ended -> {
                calls.batchEnded(ended);
                spawns.batchEnded(ended);
            }
            case PermissionRequested requested -> calls.permissionRequested(requested);
            case PermissionDenied denied -> calls.permissionDenied(denied);
            case TeammateMessaged messaged -> turns.teammateMessaged(messaged);
            case ElicitationRequested requested ->
                calls.waitRequested(
                        new WaitCause(WaitKind.ELICITATION_TOOL, WaitKind.ELICITATION), requested.payload());
            case ElicitationAnswered ignored -> fragments.recordProgress();
            case Notified ignored -> {}
            case ConfigChanged ignored -> fragments.session().settingsChangedAt(fragments.at());
            case OtherHook ignored -> {}
            case SessionLinked ignored -> {}
            case AgentMoved ignored -> {}
            case RowsCarried ignored -> {}
        }
        return fragments.rows();
    }

    private void sessionTitled(SessionTitled event) {
        if (event.custom()) {
            fragments.session().customTitle(fragments.stamped(event.title()));
        } else {
            fragments.session().generatedTitle(fragments.stamped(event.title()));
        }
    }

    private void started(@Nullable AgentMeta meta) {
        fragments.recordProgress();
        fragments.add(fragments
                .newMark(fragments.agentId(), RunMark.Kind.STARTED)
                .promptId(origin.promptId())
                .build());
        if (meta != null && meta.toolUseId() != null) {
            spawns.addRequestOfMeta(meta.toolUseId(), meta);
            fragments.agent().meta(withoutRequestFields(meta));
        } else {
            fragments.agent().meta(meta);
        }
    }

    /** Drops the fields that the request has too: they would take a third of an agent's bytes twice. */
    private static AgentMeta withoutRequestFields(AgentMeta meta) {
        return meta.with().agentType(null).description(null).name(null).build();
    }

    private void stopped(@Nullable List<String> shells, boolean afterBlockedStop) {
        fragments.add(fragments
                .newMark(fragments.agentId(), RunMark.Kind.STOPPED)
                .listsBackgroundTasks(shells != null)
                .listsShells(shells != null && !shells.isEmpty())
                .afterBlockedStop(afterBlockedStop)
                .build());
        if (shells != null) {
            shells.forEach(shell -> fragments.add(ShellRow.listed(shell, fragments.at())));
        }
    }
}
