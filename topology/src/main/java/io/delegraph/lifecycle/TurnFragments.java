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

/** What an event says of the root's turns: their prompts and their ends. */
final class TurnFragments {
    private final FragmentBuilder fragments;
    private final Origin origin;

    TurnFragments(FragmentBuilder fragments) {
        this.fragments = fragments;
        this.origin = fragments.origin();
    }

    void promptSubmitted(PromptSubmitted it) {
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
    void teammateMessaged(TeammateMessaged it) {
        turnBegan();
        if (TeammateMessaged.TEAM_LEAD.equals(it.from())) {
            fragments.session().ledAt(fragments.at());
        }
        fragments.add(
                TeammateMessaged.TEAM_LEAD.equals(it.from())
                        ? PromptRow.own(promptId(), fragments.at(), it.chars(), null, null)
                        : PromptRow.notified(promptId(), fragments.at(), it.from()));
    }

    void promptExpanded(PromptExpanded it) {
        fragments.recordProgress();
        if (origin.promptId() != null) {
            fragments.add(PromptRow.expanded(origin.promptId(), it.command(), it.declared()));
        }
    }

    /** Clients before 2.1.196 give prompts no id: the event's own identity stands in. */
    private String promptId() {
        return origin.promptId() == null ? origin.eventId() : origin.promptId();
    }

    void taskNotified(TaskNotified it) {
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

    void turnStopped(TurnStopped it) {
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

    void turnFailed(TurnFailed it) {
        fragments.recordProgress();
        if (origin.agentId() == null) {
            Timestamped<Failure> failure =
                    new Timestamped<>(fragments.at(), new Failure(it.error(), it.errorMessage()));
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

    private void turnEnded(boolean lists, @Nullable Timestamped<Usage> usage) {
        fragments.session().turnEndedAt(fragments.at());
        fragments.addClient(null, null);
        // without a prompt's id it stands for itself: the end of whatever turn was running then
        fragments.add(PromptRow.stopped(promptId(), fragments.at(), lists, usage));
    }
}
