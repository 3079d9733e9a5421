package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundTask;
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

/** What one event says, as rows. A function of the event alone: that is why no order of events matters. */
final class EventFragments {
    private final Origin origin;
    private final FragmentBuilder fragments;
    private final ToolCallFragments calls;

    private EventFragments(Origin origin) {
        this.origin = origin;
        this.fragments = new FragmentBuilder(origin);
        this.calls = new ToolCallFragments(fragments);
    }

    static List<Row> of(AgentEvent.InSession event) {
        return of(event, event.origin());
    }

    /** @param origin the event's own, with the time at which it happened */
    static List<Row> of(AgentEvent.InSession event, Origin origin) {
        return switch (event) {
            // derived from what other sessions heard: no word of this one's client
            case SessionLinked it -> linked(it);
            case AgentMoved it ->
                List.of(RunMark.builder()
                        .agentId(it.movedAgentId())
                        .at(it.origin().at())
                        .kind(RunMark.Kind.MOVED)
                        .detail(it.homeSessionId())
                        .message(it.laterSessionId())
                        .build());
            case RowsCarried it -> MovedAgentRows.decode(it.rows());
            default -> new EventFragments(origin).collect(event);
        };
    }

    private static List<Row> linked(SessionLinked it) {
        return it.revision() == null ? linkedByProcess(it) : linkedInTeam(it, it.revision());
    }

    private static List<Row> linkedByProcess(SessionLinked it) {
        long at = it.origin().at();
        return List.of(
                it.childSessionId() == null
                        ? SessionRow.builder()
                                .parent(Timestamped.of(at, it.parentSessionId()))
                                .build()
                        : new LinkRow(it.childSessionId(), at, true, null));
    }

    private static List<Row> linkedInTeam(SessionLinked it, long revision) {
        boolean withdrawn = Boolean.TRUE.equals(it.withdrawn());
        if (it.childSessionId() == null) {
            return List.of(SessionRow.builder()
                    .lead(new Timestamped<>(revision, withdrawn ? "" : it.parentSessionId()))
                    .build());
        }
        return List.of(
                new LinkRow(
                        it.childSessionId(),
                        it.origin().at(),
                        false,
                        new Timestamped<>(revision, withdrawn ? "" : it.requestToolUseId())),
                SpawnRow.remoteTeammate(
                        it.requestToolUseId(), new Timestamped<>(revision, withdrawn ? "" : it.childSessionId())));
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
            case PromptSubmitted it -> promptSubmitted(it);
            case PromptExpanded it -> promptExpanded(it);
            case TaskNotified it -> taskNotified(it);
            case SpawnRequested it -> calls.requested(it);
            case SpawnAnswered it -> calls.answered(it);
            case SpawnFailed it -> calls.failed(it);
            case AgentStarted it -> started(it.meta());
            case AgentStopped it -> {
                fragments.recordUsage(it.usage(), it.usageModel());
                fragments.agent().result(fragments.stamped(AgentResult.of(it.resultChars(), it.resultFingerprint())));
                fragments.recordProgress();
                stopped(it.backgroundShells());
                fragments.addText(fragments.agentId(), AgentText.Part.RESULT, origin.eventId(), it.text());
            }
            case TurnStopped it -> turnStopped(it);
            case TurnFailed it -> turnFailed(it);
            case ToolStarted it -> calls.started(it);
            case ToolEnded it -> calls.ended(it);
            case ToolBatchEnded it -> calls.batchEnded(it);
            case PermissionRequested it -> calls.permissionRequested(it);
            case PermissionDenied it -> calls.permissionDenied(it);
            case TeammateMessaged it -> teammateMessaged(it);
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

    private void promptSubmitted(PromptSubmitted it) {
        turnBegan();
        fragments.add(PromptRow.own(promptId(), fragments.at(), it.promptChars(), it.command(), it.declared()));
        fragments.addText(AgentId.ROOT, AgentText.Part.PROMPT, promptId(), it.text());
    }

    /** A turn of the root begins. */
    private void turnBegan() {
        fragments.recordProgress();
        fragments.session().promptAt(fragments.at());
        fragments.addClient(null, null);
    }

    /** To a teammate in a session of its own the lead's message is the task; the root of a team goes on with the member that wrote. */
    private void teammateMessaged(TeammateMessaged it) {
        turnBegan();
        if (TeammateMessaged.TEAM_LEAD.equals(it.from())) {
            fragments.session().ledAt(fragments.at());
        }
        fragments.add(
                TeammateMessaged.TEAM_LEAD.equals(it.from())
                        ? PromptRow.own(promptId(), fragments.at(), it.chars(), null, null)
                        : PromptRow.notified(promptId(), fragments.at(), it.from()));
    }

    private void promptExpanded(PromptExpanded it) {
        fragments.recordProgress();
        if (origin.promptId() != null) {
            fragments.add(PromptRow.expanded(origin.promptId(), it.command(), it.declared()));
        }
    }

    /** Clients before 2.1.196 give prompts no id: the event's own identity stands in. */
    private String promptId() {
        return origin.promptId() == null ? origin.eventId() : origin.promptId();
    }

    private void taskNotified(TaskNotified it) {
        turnBegan();
        fragments.add(PromptRow.notified(promptId(), fragments.at(), it.taskId()));
        fragments.add(fragments
                .newMark(it.taskId(), RunMark.Kind.NOTIFIED)
                .detail(it.status())
                .causeToolUseId(it.toolUseId())
                .tokens(it.tokens())
                .worktree(it.worktree())
                .agents(it.agentCount())
                .interim(Boolean.TRUE.equals(it.interim()))
                .build());
    }

    private void started(AgentMeta meta) {
        fragments.recordProgress();
        fragments.add(fragments
                .newMark(fragments.agentId(), RunMark.Kind.STARTED)
                .promptId(origin.promptId())
                .build());
        if (meta != null && meta.toolUseId() != null) {
            calls.addRequestOfMeta(meta);
            fragments.agent().meta(withoutRequestFields(meta));
        } else {
            fragments.agent().meta(meta);
        }
    }

    /** Kept once: a third of an agent's bytes would be said twice. */
    private static AgentMeta withoutRequestFields(AgentMeta meta) {
        return meta.with().agentType(null).description(null).name(null).build();
    }

    private void stopped(List<String> shells) {
        fragments.add(fragments
                .newMark(fragments.agentId(), RunMark.Kind.STOPPED)
                .listsBackgroundTasks(shells != null)
                .listsShells(shells != null && !shells.isEmpty())
                .build());
        if (shells != null) {
            shells.forEach(shell -> fragments.add(ShellRow.listed(shell, fragments.at())));
        }
    }

    private void turnStopped(TurnStopped it) {
        fragments.recordUsage(it.usage(), it.usageModel());
        fragments.recordProgress();
        if (origin.agentId() != null) {
            return;
        }
        turnEnded(
                it.backgroundTasks() != null,
                it.usage() == null ? null : fragments.stamped(new Usage(it.usage(), it.usageModel())));
        if (it.backgroundTasks() != null) {
            fragments.session().listing(fragments.stamped(origin.arrivedAt()));
            for (BackgroundTask task : it.backgroundTasks()) {
                if (task.id() != null) {
                    backgroundTaskListed(task);
                }
            }
        }
    }

    private void backgroundTaskListed(BackgroundTask task) {
        if (BackgroundTask.SUBAGENT.equals(task.type())) {
            fragments.add(
                    AgentRow.builder(task.id(), null).listedAt(fragments.at()).build());
        } else if (BackgroundTask.SHELL.equals(task.type())) {
            fragments.add(ShellRow.listed(task.id(), fragments.at()));
        } else if (BackgroundTask.TEAMMATE.equals(task.type())) {
            fragments.session().teammatesAt(fragments.at());
        } else if (BackgroundTask.WORKFLOW.equals(task.type())) {
            fragments.session().workflowsAt(fragments.at());
        }
    }

    private void turnFailed(TurnFailed it) {
        fragments.recordProgress();
        if (origin.agentId() == null) {
            Timestamped<Failure> failure = fragments.stamped(new Failure(it.error(), it.errorMessage()));
            turnEnded(false, null);
            fragments.session().turnFailed(failure);
            if (origin.promptId() != null) {
                fragments.add(PromptRow.failed(origin.promptId(), failure));
            }
        } else {
            fragments.add(fragments
                    .newMark(fragments.agentId(), RunMark.Kind.FAILED)
                    .detail(it.error())
                    .message(it.errorMessage())
                    .build());
        }
    }

    private void turnEnded(boolean lists, Timestamped<Usage> usage) {
        fragments.session().turnEndedAt(fragments.at());
        fragments.addClient(null, null);
        // without a prompt's id it stands for itself: the end of whatever turn was running then
        fragments.add(PromptRow.stopped(promptId(), fragments.at(), lists, usage));
    }
}
