package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Result;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
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
final class Fragments {
    private final Origin origin;
    private final Draft draft;
    private final CallFragments calls;

    private Fragments(Origin origin) {
        this.origin = origin;
        this.draft = new Draft(origin);
        this.calls = new CallFragments(draft);
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
                List.of(RunMark.of(
                                it.movedAgentId(),
                                it.origin().at(),
                                RunMark.Kind.MOVED,
                                it.homeSessionId(),
                                null,
                                null,
                                false)
                        .withMessage(it.laterSessionId()));
            case RowsCarried it -> MovedRows.read(it.rows());
            default -> new Fragments(origin).collect(event);
        };
    }

    private static List<Row> linked(SessionLinked it) {
        return it.revision() == null ? linkedExactly(it) : linkedInTeam(it, it.revision());
    }

    private static List<Row> linkedExactly(SessionLinked it) {
        long at = it.origin().at();
        return List.of(
                it.childSessionId() == null
                        ? SessionRow.builder()
                                .parent(Stamped.of(at, it.parentSessionId()))
                                .build()
                        : new LinkRow(it.childSessionId(), at, true, null));
    }

    private static List<Row> linkedInTeam(SessionLinked it, long revision) {
        boolean withdrawn = Boolean.TRUE.equals(it.withdrawn());
        if (it.childSessionId() == null) {
            return List.of(SessionRow.builder()
                    .lead(new Stamped<>(revision, withdrawn ? "" : it.parentSessionId()))
                    .build());
        }
        return List.of(
                new LinkRow(
                        it.childSessionId(),
                        it.origin().at(),
                        false,
                        new Stamped<>(revision, withdrawn ? "" : it.requestToolUseId())),
                SpawnRow.elsewhere(
                        it.requestToolUseId(), new Stamped<>(revision, withdrawn ? "" : it.childSessionId())));
    }

    private List<Row> collect(AgentEvent.InSession event) {
        switch (event) {
            case SessionStarted it -> {
                draft.session().startedAt(draft.at()).previous(draft.now(it.previousSessionId()));
                draft.client(draft.at(), null);
                draft.progress();
            }
            case SessionEnded it -> {
                draft.session()
                        .ended(draft.now(new SessionEnd(
                                it.reason() == null ? "" : it.reason(), Boolean.TRUE.equals(it.clientGoesOn()))))
                        .next(draft.now(it.nextSessionId()));
                draft.client(null, draft.at());
                draft.progress();
            }
            case SessionTitled it -> titled(it);
            case PromptSubmitted it -> submitted(it);
            case PromptExpanded it -> expanded(it);
            case TaskNotified it -> notification(it);
            case SpawnRequested it -> calls.requested(it);
            case SpawnAnswered it -> calls.answered(it);
            case SpawnFailed it -> calls.failed(it);
            case AgentStarted it -> started(it.meta());
            case AgentStopped it -> {
                draft.usage(it.usage(), it.usageModel());
                draft.agent().result(draft.now(Result.of(it.resultChars(), it.resultFingerprint())));
                draft.progress();
                stopped(it.backgroundShells());
                draft.text(draft.agentId(), AgentText.Part.RESULT, origin.eventId(), it.text());
            }
            case TurnStopped it -> turnStopped(it);
            case TurnFailed it -> turnFailed(it);
            case ToolStarted it -> calls.started(it);
            case ToolEnded it -> calls.ended(it);
            case ToolBatchEnded it -> calls.batchEnded(it);
            case PermissionRequested it -> calls.permissionRequested(it);
            case PermissionDenied it -> calls.permissionDenied(it);
            case TeammateMessaged it -> messaged(it);
            case ElicitationRequested it ->
                calls.asked(new WaitCause(WaitKind.ELICITATION_TOOL, WaitKind.ELICITATION), it.payload());
            case ElicitationAnswered ignored -> draft.progress();
            case Notified ignored -> {}
            case ConfigChanged ignored -> {}
            case OtherHook ignored -> {}
            case SessionLinked ignored -> {}
            case AgentMoved ignored -> {}
            case RowsCarried ignored -> {}
        }
        return draft.rows();
    }

    private void titled(SessionTitled it) {
        if (it.custom()) {
            draft.session().customTitle(draft.now(it.title()));
        } else {
            draft.session().madeTitle(draft.now(it.title()));
        }
    }

    private void submitted(PromptSubmitted it) {
        prompted();
        draft.add(PromptRow.own(promptId(), draft.at(), it.promptChars(), it.command(), it.declared()));
        draft.text(AgentId.ROOT, AgentText.Part.PROMPT, promptId(), it.text());
    }

    /** A turn of the root begins. */
    private void prompted() {
        draft.progress();
        draft.session().promptAt(draft.at());
        draft.client(null, null);
    }

    /** To a teammate in a session of its own the lead's message is the task; the root of a team goes on with the member that wrote. */
    private void messaged(TeammateMessaged it) {
        prompted();
        if (TeammateMessaged.LEAD.equals(it.from())) {
            draft.session().ledAt(draft.at());
        }
        draft.add(
                TeammateMessaged.LEAD.equals(it.from())
                        ? PromptRow.own(promptId(), draft.at(), it.chars(), null, null)
                        : PromptRow.notified(promptId(), draft.at(), it.from()));
    }

    private void expanded(PromptExpanded it) {
        draft.progress();
        if (origin.promptId() != null) {
            draft.add(PromptRow.expanded(origin.promptId(), it.command(), it.declared()));
        }
    }

    /** Clients before 2.1.196 give prompts no id: the event's own identity stands in. */
    private String promptId() {
        return origin.promptId() == null ? origin.eventId() : origin.promptId();
    }

    private void notification(TaskNotified it) {
        prompted();
        draft.add(PromptRow.notified(promptId(), draft.at(), it.taskId()));
        RunMark mark = draft.marked(it.taskId(), RunMark.Kind.NOTIFIED, it.status(), it.toolUseId(), it.tokens())
                .withWorktree(it.worktree())
                .withAgents(it.agentCount());
        draft.add(Boolean.TRUE.equals(it.interim()) ? mark.asInterim() : mark);
    }

    private void started(AgentMeta meta) {
        draft.progress();
        draft.add(draft.marked(draft.agentId(), RunMark.Kind.STARTED, null, null, null)
                .withPrompt(origin.promptId()));
        if (meta != null && meta.toolUseId() != null) {
            calls.noted(meta);
            draft.agent().meta(withoutWhatTheRequestHas(meta));
        } else {
            draft.agent().meta(meta);
        }
    }

    /** Kept once: a third of an agent's bytes would be said twice. */
    private static AgentMeta withoutWhatTheRequestHas(AgentMeta meta) {
        return new AgentMeta(
                null,
                null,
                meta.toolUseId(),
                meta.parentAgentId(),
                meta.spawnDepth(),
                meta.background(),
                meta.model(),
                null,
                meta.taskKind(),
                meta.inWorkflowRun(),
                meta.workflowPhase());
    }

    private void stopped(List<String> shells) {
        RunMark mark = draft.marked(draft.agentId(), RunMark.Kind.STOPPED, null, null, null);
        draft.add(shells == null ? mark : mark.withLists(!shells.isEmpty()));
        if (shells != null) {
            shells.forEach(shell -> draft.add(ShellRow.listed(shell, draft.at())));
        }
    }

    private void turnStopped(TurnStopped it) {
        draft.usage(it.usage(), it.usageModel());
        draft.progress();
        if (origin.agentId() != null) {
            return;
        }
        turnEnded(
                it.backgroundTasks() != null,
                it.usage() == null ? null : draft.now(new Usage(it.usage(), it.usageModel())));
        if (it.backgroundTasks() != null) {
            draft.session().listing(draft.now(origin.arrivedAt()));
            for (BackgroundTask task : it.backgroundTasks()) {
                if (task.id() != null) {
                    listed(task);
                }
            }
        }
    }

    private void listed(BackgroundTask task) {
        if (BackgroundTask.SUBAGENT.equals(task.type())) {
            draft.add(AgentRow.builder(task.id(), null).listedAt(draft.at()).build());
        } else if (BackgroundTask.SHELL.equals(task.type())) {
            draft.add(ShellRow.listed(task.id(), draft.at()));
        } else if (BackgroundTask.TEAMMATE.equals(task.type())) {
            draft.session().teammatesAt(draft.at());
        } else if (BackgroundTask.WORKFLOW.equals(task.type())) {
            draft.session().workflowsAt(draft.at());
        }
    }

    private void turnFailed(TurnFailed it) {
        draft.progress();
        if (origin.agentId() == null) {
            Stamped<Failure> failure = draft.now(new Failure(it.error(), it.errorMessage()));
            turnEnded(false, null);
            draft.session().turnFailed(failure);
            if (origin.promptId() != null) {
                draft.add(PromptRow.failed(origin.promptId(), failure));
            }
        } else {
            draft.add(draft.marked(draft.agentId(), RunMark.Kind.FAILED, it.error(), null, null)
                    .withMessage(it.errorMessage()));
        }
    }

    private void turnEnded(boolean lists, Stamped<Usage> usage) {
        draft.session().turnEndedAt(draft.at());
        draft.client(null, null);
        // without a prompt's id it stands for itself: the end of whatever turn was running then
        draft.add(PromptRow.stopped(promptId(), draft.at(), lists).with(usage));
    }
}
