package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientProcess;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundTask;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.Notified;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.OtherHook;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.PromptExpanded;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.schemas.event.SessionStarted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.TaskNotified;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.event.TurnFailed;
import io.delegraph.schemas.event.TurnStopped;
import java.util.ArrayList;
import java.util.List;

/** What one event says, as rows. A function of the event alone: that is why no order of events matters. */
final class Fragments {
    /** The name that the delegating tool goes by in tool rows; older clients call it Task. */
    static final String AGENT_TOOL = "Agent";

    private static final String SUBAGENT = "subagent";

    /**
     * Calls of one message begin within moments of each other, in any order: a call that begins this long after a permission was asked
     * for belongs to a later message, so the wait is over. Milliseconds.
     */
    private static final long SAME_MESSAGE = 1_000;

    private final AgentEvent.InSession event;
    private final Origin origin;
    private final String agentId;

    /** When the agent was heard of, epoch ms: a transcript is read long after, and reading it is no sign of life. */
    private final long heardAt;

    private final List<Row> rows = new ArrayList<>(6);
    private SessionRow session;
    private AgentRow agent;

    private Fragments(AgentEvent.InSession event) {
        this.event = event;
        this.origin = event.origin();
        this.agentId = origin.agentId() == null ? ROOT : origin.agentId();
        this.heardAt = origin.fromHistory() ? Math.min(origin.at(), origin.arrivedAt()) : origin.arrivedAt();
        this.session = SessionRow.EMPTY;
        this.agent = AgentRow.named(agentId, origin.agentType());
    }

    static List<Row> of(AgentEvent.InSession event) {
        return new Fragments(event).collect();
    }

    private List<Row> collect() {
        if (event instanceof SessionLinked linked) {
            return List.of(
                    linked.childSessionId() == null
                            ? SessionRow.EMPTY.withParent(Stamped.of(origin.at(), linked.parentSessionId()))
                            : new LinkRow(linked.childSessionId(), origin.at()));
        }
        seen();
        switch (event) {
            case SessionStarted ignored -> {
                session = session.withStartedAt(origin.at());
                progress(origin.at());
            }
            case SessionEnded it -> {
                session = session.withEnded(Stamped.of(origin.at(), it.reason() == null ? "" : it.reason()));
                progress(origin.at());
            }
            case PromptSubmitted it -> prompt(it);
            case PromptExpanded it -> {
                progress(origin.at());
                if (origin.promptId() != null) {
                    rows.add(PromptRow.expanded(origin.promptId(), it.command(), it.declared()));
                }
            }
            case TaskNotified it -> notification(it);
            case SpawnRequested it -> requested(it);
            case SpawnAnswered it -> answered(it);
            case SpawnFailed it -> failed(it);
            case AgentStarted it -> started(it.meta());
            case AgentStopped it -> {
                usage(it.usage());
                progress(origin.at());
                mark(agentId, RunMark.Kind.STOPPED, null, null, null);
            }
            case TurnStopped it -> turnStopped(it);
            case TurnFailed it -> turnFailed(it);
            case ToolStarted it -> call(it.toolUseId(), it.tool(), it.target());
            case ToolEnded it -> toolEnded(it);
            case ToolBatchEnded it -> batch(it);
            case PermissionRequested it -> {
                String tool = it.tool() == null ? "" : it.tool();
                rows.add(new WaitRow(agentId, origin.at(), origin.eventId(), tool));
                agent = agent.withPermission(Stamped.of(origin.at(), tool));
            }
            case PermissionDenied it -> {
                progress(origin.at());
                if (it.toolUseId() != null) {
                    rows.add(ToolRow.ended(
                            agentId, it.toolUseId(), it.tool(), null, origin.at(), ToolOutcome.DENIED, null, null));
                }
            }
            case Notified ignored -> {}
            case OtherHook ignored -> {}
            case SessionLinked ignored -> {}
        }
        rows.add(session);
        rows.add(agent);
        return rows;
    }

    private void seen() {
        session = session.withSeen(Sighting.of(origin.at(), origin.arrivedAt()))
                .withClient(
                        origin.source(),
                        Stamped.of(origin.at(), origin.sourceVersion()),
                        Stamped.of(origin.at(), origin.project()),
                        origin.user(),
                        origin.host());
        if (origin.clientPid() != null && origin.host() != null) {
            session = session.withProcess(Stamped.of(
                    origin.at(), new ClientProcess(origin.host(), origin.clientPid(), origin.ancestorPids())));
        }
        agent = agent.withSeen(Sighting.of(origin.at(), heardAt))
                .withPermissionMode(Stamped.of(origin.at(), origin.permissionMode()));
    }

    private void progress(long at) {
        agent = agent.withProgressAt(at);
    }

    private void prompt(PromptSubmitted it) {
        progress(origin.at());
        session = session.withPromptAt(origin.at());
        rows.add(PromptRow.own(promptId(), origin.at(), it.promptChars(), it.command(), it.declared()));
    }

    /** Clients before 2.1.196 give prompts no id: the event's own identity stands in. */
    private String promptId() {
        return origin.promptId() == null ? origin.eventId() : origin.promptId();
    }

    private void notification(TaskNotified it) {
        progress(origin.at());
        session = session.withPromptAt(origin.at());
        rows.add(PromptRow.notified(promptId(), origin.at(), it.taskId()));
        mark(it.taskId(), RunMark.Kind.NOTIFIED, it.status(), it.toolUseId(), it.tokens());
    }

    private void requested(SpawnRequested it) {
        call(it.toolUseId(), AGENT_TOOL, it.request().agentType());
        rows.add(spawn(it.toolUseId(), it.request()).requested(origin.at(), heardAt));
    }

    private void answered(SpawnAnswered it) {
        callEnded(it.toolUseId(), it.request().agentType(), ToolOutcome.SUCCEEDED, null);
        rows.add(spawn(it.toolUseId(), it.request())
                .answered(origin.at(), heardAt, it.status(), it.childAgentId(), it.totals(), it.remoteSession()));
        if (it.childAgentId() != null) {
            rows.add(AgentRow.named(it.childAgentId(), null));
            if ("completed".equals(it.status())) {
                mark(it.childAgentId(), RunMark.Kind.ANSWERED, null, it.toolUseId(), null);
            }
        }
    }

    private void failed(SpawnFailed it) {
        callEnded(
                it.toolUseId(),
                it.request().agentType(),
                it.interrupted() ? ToolOutcome.INTERRUPTED : ToolOutcome.FAILED,
                it.failure().name());
        rows.add(spawn(it.toolUseId(), it.request()).failed(origin.at(), heardAt, it.failure(), it.reason()));
    }

    private SpawnRow spawn(String toolUseId, SpawnRequest request) {
        return SpawnRow.of(toolUseId, agentId, Stamped.of(origin.at(), origin.promptId()), request);
    }

    private void started(AgentMeta meta) {
        progress(origin.at());
        agent = agent.withMeta(meta);
        mark(agentId, RunMark.Kind.STARTED, null, null, null);
        if (meta != null && meta.toolUseId() != null) {
            SpawnRequest request = new SpawnRequest(
                    meta.agentType(), meta.description(), meta.name(), null, meta.background(), null, 0, null);
            rows.add(SpawnRow.of(
                    meta.toolUseId(),
                    meta.parentAgentId() == null ? ROOT : meta.parentAgentId(),
                    Stamped.of(origin.at(), origin.promptId()),
                    request));
        }
    }

    private void turnStopped(TurnStopped it) {
        usage(it.usage());
        progress(origin.at());
        if (origin.agentId() != null) {
            return;
        }
        turnEnded();
        if (it.backgroundTasks() != null) {
            session = session.withListing(Stamped.of(origin.at(), origin.arrivedAt()));
            for (BackgroundTask task : it.backgroundTasks()) {
                if (SUBAGENT.equals(task.type()) && task.id() != null) {
                    rows.add(AgentRow.named(task.id(), null).withListedAt(origin.at()));
                }
            }
        }
    }

    private void turnFailed(TurnFailed it) {
        progress(origin.at());
        if (origin.agentId() == null) {
            turnEnded();
        } else {
            mark(agentId, RunMark.Kind.FAILED, it.error(), null, null);
        }
    }

    private void turnEnded() {
        session = session.withTurnEndedAt(origin.at());
        if (origin.promptId() != null) {
            rows.add(PromptRow.stopped(origin.promptId(), origin.at()));
        }
    }

    private void toolEnded(ToolEnded it) {
        rows.add(ToolRow.ended(
                agentId,
                it.toolUseId(),
                it.tool(),
                it.target(),
                origin.at(),
                it.outcome(),
                it.durationMs(),
                it.error()));
        agent = agent.withLastTool(Stamped.of(origin.at(), it.tool()));
        if (it.resumedAgentId() != null) {
            rows.add(AgentRow.named(it.resumedAgentId(), null));
            mark(it.resumedAgentId(), RunMark.Kind.RESUMED, null, it.toolUseId(), null);
        }
        if (it.stoppedAgentId() != null) {
            mark(it.stoppedAgentId(), RunMark.Kind.KILLED, null, null, null);
        }
    }

    private void batch(ToolBatchEnded it) {
        progress(origin.at());
        for (BatchedCall call : it.calls()) {
            boolean spawn = AGENT_TOOL.equals(call.tool());
            rows.add(ToolRow.ended(
                    agentId, call.toolUseId(), call.tool(), null, origin.at(), ToolOutcome.UNREPORTED, null, null));
            if (spawn) {
                rows.add(SpawnRow.of(call.toolUseId(), agentId, Stamped.of(origin.at(), origin.promptId()), null)
                        .batched(origin.at(), heardAt));
            }
        }
    }

    private void call(String toolUseId, String tool, String target) {
        rows.add(ToolRow.started(agentId, toolUseId, tool, target, origin.at()));
        agent = agent.withLastTool(Stamped.of(origin.at(), tool));
        progress(origin.at() - SAME_MESSAGE);
    }

    private void callEnded(String toolUseId, String target, ToolOutcome outcome, String error) {
        rows.add(ToolRow.ended(agentId, toolUseId, AGENT_TOOL, target, origin.at(), outcome, null, error));
        agent = agent.withLastTool(Stamped.of(origin.at(), AGENT_TOOL));
    }

    private void mark(String markedAgent, RunMark.Kind kind, String detail, String cause, Long tokens) {
        rows.add(new RunMark(markedAgent, origin.at(), kind, detail, cause, tokens, origin.fromHistory()));
    }

    private void usage(TokenUsage tokens) {
        if (tokens != null) {
            agent = agent.withUsage(Stamped.of(origin.at(), new Usage(tokens)));
        }
    }
}
