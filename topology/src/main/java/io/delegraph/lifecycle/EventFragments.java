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

/** What one event says, as rows. A function of the event alone: that is why no order of events matters. */
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

    /** @param origin the event's own, with the time at which it happened */
    static List<Row> of(AgentEvent.InSession event, Origin origin) {
        return switch (event) {
            // derived from what other sessions heard: no word of this one's client
            case SessionLinked it -> LinkFragments.linked(it);
            case AgentMoved it -> LinkFragments.moved(it);
            case RowsCarried it -> MovedAgentRows.decode(it.rows());
            default -> new EventFragments(origin).collect(event);
        };
    }

    private List<Row> collect(AgentEvent.InSession event) {
        switch (event) {
            case SessionStarted it -> {
                fragments.session().startedAt(fragments.at()).previous(fragments.stamped(it.previousSessionId()));
                fragments.addClient(fragments.at(), null);
                fragments.recordProgress();
            }
            case SessionEnded it -> {
                fragments
                        .session()
                        .ended(fragments.stamped(new SessionEnd(
                                it.reason() == null ? "" : it.reason(), Boolean.TRUE.equals(it.clientGoesOn()))))
                        .next(fragments.stamped(it.nextSessionId()));
                fragments.addClient(null, fragments.at());
                fragments.recordProgress();
            }
            case SessionTitled it -> sessionTitled(it);
            case PromptSubmitted it -> turns.promptSubmitted(it);
            case PromptExpanded it -> turns.promptExpanded(it);
            case TaskNotified it -> turns.taskNotified(it);
            case SpawnRequested it -> spawns.requested(it);
            case SpawnAnswered it -> spawns.answered(it);
            case SpawnFailed it -> spawns.failed(it);
            case AgentStarted it -> started(it.meta());
            case AgentStopped it -> {
                fragments.recordUsage(it.usage(), it.usageModel());
                fragments.agent().result(fragments.stamped(AgentResult.of(it.resultChars(), it.resultFingerprint())));
                fragments.recordProgress();
                stopped(it.backgroundShells());
                fragments.addText(fragments.agentId(), AgentText.Part.RESULT, origin.eventId(), it.text());
            }
            case TurnStopped it -> turns.turnStopped(it);
            case TurnFailed it -> turns.turnFailed(it);
            case ToolStarted it -> calls.started(it);
            case ToolEnded it -> calls.ended(it);
            case ToolBatchEnded it -> {
                calls.batchEnded(it);
                spawns.batchEnded(it);
            }
            case PermissionRequested it -> calls.permissionRequested(it);
            case PermissionDenied it -> calls.permissionDenied(it);
            case TeammateMessaged it -> turns.teammateMessaged(it);
            case ElicitationRequested it ->
                calls.waitRequested(new WaitCause(WaitKind.ELICITATION_TOOL, WaitKind.ELICITATION), it.payload());
            case ElicitationAnswered ignored -> fragments.recordProgress();
            case Notified ignored -> {}
            case ConfigChanged ignored -> {}
            case OtherHook ignored -> {}
            case SessionLinked ignored -> {}
            case AgentMoved ignored -> {}
            case RowsCarried ignored -> {}
        }
        return fragments.rows();
    }

    private void sessionTitled(SessionTitled it) {
        if (it.custom()) {
            fragments.session().customTitle(fragments.stamped(it.title()));
        } else {
            fragments.session().generatedTitle(fragments.stamped(it.title()));
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

    /** Kept once: a third of an agent's bytes would be said twice. */
    private static AgentMeta withoutRequestFields(AgentMeta meta) {
        return meta.with().agentType(null).description(null).name(null).build();
    }

    private void stopped(@Nullable List<String> shells) {
        fragments.add(fragments
                .newMark(fragments.agentId(), RunMark.Kind.STOPPED)
                .listsBackgroundTasks(shells != null)
                .listsShells(shells != null && !shells.isEmpty())
                .build());
        if (shells != null) {
            shells.forEach(shell -> fragments.add(ShellRow.listed(shell, fragments.at())));
        }
    }
}
