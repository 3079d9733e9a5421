package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.BackgroundTask;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PromptExpanded;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.TaskNotified;
import io.delegraph.schemas.event.TeammateMessaged;
import io.delegraph.schemas.event.TurnFailed;
import io.delegraph.schemas.event.TurnStopped;
import io.delegraph.schemas.lifecycle.AgentText;
import org.jspecify.annotations.Nullable;

/** Turns events about the root's turns, their prompts and their ends, into row fragments. */
final class TurnFragments {
    private final FragmentBuilder fragments;
    private final Origin origin;

    TurnFragments(FragmentBuilder fragments) {
        this.fragments = fragments;
        this.origin = fragments.origin();
    }

    void promptSubmitted(PromptSubmitted event) {
        turnBegan();
        fragments.add(
                PromptRow.own(promptId(), fragments.at(), event.promptChars(), event.command(), event.declared()));
        fragments.addText(AgentId.ROOT, AgentText.Part.PROMPT, promptId(), event.text());
    }

    /** Records that a turn of the root begins. */
    private void turnBegan() {
        fragments.recordProgress();
        fragments.session().promptAt(fragments.at());
        fragments.addClient(null, null);
    }

    /**
     * Records a message from a teammate. For a teammate with its own session the lead's message is the task; for the root of a team it
     * continues the work with the member that wrote it.
     */
    void teammateMessaged(TeammateMessaged event) {
        turnBegan();
        if (TeammateMessaged.TEAM_LEAD.equals(event.from())) {
            fragments.session().ledAt(fragments.at());
        }
        fragments.add(
                TeammateMessaged.TEAM_LEAD.equals(event.from())
                        ? PromptRow.own(promptId(), fragments.at(), event.chars(), null, null)
                        : PromptRow.notified(promptId(), fragments.at(), event.from()));
    }

    void promptExpanded(PromptExpanded event) {
        fragments.recordProgress();
        if (origin.promptId() != null) {
            fragments.add(PromptRow.expanded(origin.promptId(), event.command(), event.declared()));
        }
    }

    /** The id of the prompt. Clients before 2.1.196 have none, so the event's own identity is used. */
    private String promptId() {
        return origin.promptId() == null ? origin.eventId() : origin.promptId();
    }

    void taskNotified(TaskNotified event) {
        turnBegan();
        fragments.add(PromptRow.notified(promptId(), fragments.at(), event.taskId()));
        fragments.add(fragments
                .newMark(event.taskId(), RunMark.Kind.NOTIFIED)
                .detail(event.status())
                .causeToolUseId(event.toolUseId())
                .tokens(event.tokens())
                .worktree(event.worktree())
                .agents(event.agentCount())
                .interim(Boolean.TRUE.equals(event.interim()))
                .build());
    }

    void turnStopped(TurnStopped event) {
        fragments.recordUsage(event.usage(), event.usageModel());
        fragments.recordProgress();
        if (origin.agentId() != null) {
            return;
        }
        turnEnded(
                event.backgroundTasks() != null,
                event.usage() == null ? null : fragments.stamped(new Usage(event.usage(), event.usageModel())));
        if (event.backgroundTasks() != null) {
            fragments.session().listing(fragments.stamped(origin.arrivedAt()));
            for (BackgroundTask task : event.backgroundTasks()) {
                backgroundTaskListed(task);
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

    void turnFailed(TurnFailed event) {
        fragments.recordProgress();
        if (origin.agentId() == null) {
            Timestamped<Failure> failure =
                    new Timestamped<>(fragments.at(), new Failure(event.error(), event.errorMessage()));
            turnEnded(false, null);
            fragments.session().turnFailed(failure);
            if (origin.promptId() != null) {
                fragments.add(PromptRow.failed(origin.promptId(), failure));
            }
        } else {
            fragments.add(fragments
                    .newMark(fragments.agentId(), RunMark.Kind.FAILED)
                    .detail(event.error())
                    .message(event.errorMessage())
                    .build());
        }
    }

    private void turnEnded(boolean lists, @Nullable Timestamped<Usage> usage) {
        fragments.session().turnEndedAt(fragments.at());
        fragments.addClient(null, null);
        // without a prompt id it is a row of its own: the end of the turn that was running then
        fragments.add(PromptRow.stopped(promptId(), fragments.at(), lists, usage));
    }
}
