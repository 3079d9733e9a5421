package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Determines the status of every agent of a session as a function of the rows and the watermark, the arrival time up to which everything
 * was read.
 */
final class StatusResolver {
    private final SessionRows rows;
    private final DelegationTree tree;
    private final InactivityPolicy inactivity;
    private final UnmatchedSpawns unmatched;
    private final ClientEndResolver ends;
    private final Map<String, AgentStatus> statuses = new HashMap<>();
    private final Map<String, List<ObservedRun>> runs = new HashMap<>();

    StatusResolver(SessionRows rows, DelegationTree tree, LifecycleTimeouts timeouts, long watermark) {
        this.rows = rows;
        this.tree = tree;
        this.inactivity = new InactivityPolicy(rows, timeouts, watermark);
        this.unmatched = new UnmatchedSpawns(rows, this, timeouts, watermark);
        this.ends = new ClientEndResolver(rows);
    }

    /** The runs of an agent, oldest first; empty when it was never seen to run. */
    List<ObservedRun> runs(String agentId) {
        return runs.computeIfAbsent(agentId, id -> ObservedRun.fold(rows.marks(id), request(id)));
    }

    /** The request for an agent; null when unknown. */
    SpawnRow request(String agentId) {
        String toolUseId = tree.of(agentId).toolUseId();
        return toolUseId == null ? null : rows.spawns().get(toolUseId);
    }

    AgentStatus of(String agentId) {
        AgentStatus status = statuses.get(agentId);
        if (status == null) {
            // a cycle in contradictory input finds this status instead of recursing
            statuses.put(agentId, new AgentStatus(AgentState.ACTIVE, "at work", null, null));
            status = agentId.equals(ROOT) ? root() : agent(agentId);
            statuses.put(agentId, status);
        }
        return status;
    }

    /** The status of a request for which no agent was found. */
    AgentStatus unmatched(SpawnRow request) {
        return unmatched.of(request);
    }

    private AgentStatus agent(String agentId) {
        AgentRow agent = rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null));
        List<ObservedRun> history = runs(agentId);
        ObservedRun run = history.isEmpty() ? null : history.getLast();
        SpawnRow request = request(agentId);
        boolean over = run != null && run.ended() && !run.continuedBy(agent.callStartedAt());
        if (over) {
            AgentStatus end = AgentStatus.ended(run.outcome(), StateReasons.ended(run), run.endedAt());
            boolean mayGoOn = run.interim() || waitsForOwnShell(agent, request, run);
            return mayGoOn && ends.of(agent) == null
                    ? inactivity.interim(end, inactivity.lastArrival(agent, request))
                    : end;
        }
        if (run != null && run.ended()) {
            // its call was answered, or it stopped, and yet it goes on; a list without it proves nothing
            return alive(agent, request, Long.MAX_VALUE);
        }
        if (request != null && request.failed() != null && history.size() <= 1) {
            boolean interrupted = request.failure() == SpawnFailure.INTERRUPTED;
            return AgentStatus.ended(
                    interrupted ? AgentState.KILLED : AgentState.FAILED,
                    interrupted ? "interrupted by a person" : StateReasons.terminated(request),
                    request.failed().at());
        }
        if (run == null && agent.seen() == null && request != null && request.answered() == null) {
            // only other events name it, and these determine its status
            return unmatched.of(request);
        }
        long began = run != null && run.startedAt() != null
                ? run.startedAt()
                : agent.seen() != null ? agent.seen().firstAt() : Long.MAX_VALUE;
        return alive(agent, request, began);
    }

    private AgentStatus alive(AgentRow agent, SpawnRow request, long began) {
        AgentKind kind = DelegationTree.kind(agent, request, rows);
        AgentStatus gone = impliedEnd(agent, kind, request, began);
        if (gone != null) {
            return gone;
        }
        long lastArrival = inactivity.lastArrival(agent, request);
        return kind == AgentKind.STRAY
                ? inactivity.stray(agent, lastArrival)
                : inactivity.alive(agent, lastArrival, listed(agent, kind) || clientContinues());
    }

    /** Whether the client goes on under another session together with its agents. */
    private boolean clientContinues() {
        Timestamped<SessionEnd> ended = rows.session().ended();
        return ended != null && ended.value().clientGoesOn();
    }

    /**
     * Whether a background agent stopped while its own shell still runs: the client resumes it when the shell ends. A notification soon
     * after says whether it is waiting or finished.
     */
    private boolean waitsForOwnShell(AgentRow agent, SpawnRow request, ObservedRun run) {
        RunMark end = run.end();
        return end.kind() == RunMark.Kind.STOPPED
                && end.listsShells()
                && BackgroundMode.certain(agent, request)
                && rows.shells().stream()
                        .anyMatch(shell -> agent.agentId().equals(shell.ownerAgentId())
                                && !Boolean.TRUE.equals(shell.endsWithAgent())
                                && shell.listedAt() != null
                                && shell.listedAt() >= end.at()
                                && !shellEnded(shell));
    }

    /** Whether the end of a shell was reported, or a later list no longer has it. */
    private boolean shellEnded(ShellRow shell) {
        Timestamped<Long> listing = rows.session().listing();
        return (listing != null && listing.at() > shell.listedAt())
                || !rows.marks(shell.shellId()).isEmpty();
    }

    /** The end that other events imply for an agent without a reported end; null when none implies it. */
    private AgentStatus impliedEnd(AgentRow agent, AgentKind kind, SpawnRow request, long began) {
        SessionRow session = rows.session();
        long last = agent.seen() == null ? began : agent.seen().lastAt();
        Long clientEnd = ends.of(agent);
        if (clientEnd != null && clientEnd >= last && session.seen() != null) {
            return clientEnded(agent, kind, request, clientEnd);
        }
        if (kind == AgentKind.WORKFLOW_AGENT) {
            Long runEnd = WorkflowToolRuns.endedAt(agent, rows);
            if (runEnd != null && runEnd >= last) {
                return inactivity.afterGrace(
                        session.seen() == null ? runEnd : session.seen().lastArrival(),
                        "its workflow ended without a report of its end",
                        agent,
                        request);
            }
        }
        DelegationEdge edge = tree.of(agent.agentId());
        boolean background = BackgroundMode.certain(agent, request);
        Timestamped<Long> listing = session.listing();
        if (listing != null
                && kind == AgentKind.SUBAGENT
                && (background || ROOT.equals(edge.parentAgentId()))
                && listing.at() > began
                && listing.at() >= last
                && !listed(agent, kind)) {
            return inactivity.afterGrace(listing.value(), "the client no longer lists it as running", agent, request);
        }
        if (!background && edge.parentAgentId() != null && !edge.parentAgentId().equals(ROOT)) {
            AgentStatus parent = of(edge.parentAgentId());
            if (parent.state() == AgentState.KILLED) {
                return AgentStatus.ended(
                        AgentState.KILLED, "its parent was stopped while waiting for it", parent.endedAt());
            }
            if (parent.state().terminal() && parent.endedAt() != null && parent.endedAt() >= last) {
                AgentRow row = rows.agents().get(edge.parentAgentId());
                if (row != null && row.seen() != null) {
                    return inactivity.afterGrace(
                            row.seen().lastArrival(), "its parent ended without waiting for it", agent, request);
                }
            }
        }
        return null;
    }

    /** The client stopped what it had listed as running when it ended; an agent that may have ended earlier without a report is lost. */
    private AgentStatus clientEnded(AgentRow agent, AgentKind kind, SpawnRow request, long endedAt) {
        AgentStatus waiting = inactivity.afterGrace(
                rows.session().seen().lastArrival(), "its client ended without a report of its end", agent, request);
        return waiting.state() == AgentState.LOST && listed(agent, kind)
                ? AgentStatus.ended(AgentState.KILLED, "stopped with its client", endedAt)
                : waiting;
    }

    private AgentStatus root() {
        SessionRow session = rows.session();
        AgentRow agent = rows.agents().getOrDefault(ROOT, AgentRow.named(ROOT, null));
        long lastArrival = inactivity.lastSessionArrival();
        if (session.ended() != null
                && !ends.otherClientActive()
                && (session.startedAt() == null
                        || session.startedAt() <= session.ended().at())
                && (session.promptAt() == null
                        || session.promptAt() - session.ended().at() <= RootTurn.BURST_TOLERANCE_MS)) {
            return AgentStatus.ended(
                    AgentState.COMPLETED,
                    StateReasons.sessionEnded(session.ended().value().reason()),
                    session.ended().at());
        }
        return inactivity.root(agent, RootTurn.of(rows), lastArrival);
    }

    /** Whether the client's latest list has it, by its own id or by its kind. */
    private boolean listed(AgentRow agent, AgentKind kind) {
        SessionRow session = rows.session();
        Long listedAt = switch (kind) {
            case TEAMMATE, REMOTE_TEAMMATE -> session.teammatesAt();
            case WORKFLOW_AGENT -> session.workflowsAt();
            case ROOT, SUBAGENT, STRAY -> agent.listedAt();
        };
        return session.listing() != null
                && listedAt != null
                && listedAt >= session.listing().at();
    }

    /** Whether the session has been inactive for so long that its client may be gone. */
    boolean sessionInactive() {
        return inactivity.sessionInactive();
    }

    /** What kind of agent it is. */
    AgentKind kind(String agentId) {
        return DelegationTree.kind(
                rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null)), request(agentId), rows);
    }

    /** The mark that ended the latest run; null while it runs. */
    RunMark end(String agentId) {
        List<ObservedRun> history = runs(agentId);
        return history.isEmpty() ? null : history.getLast().end();
    }

    /** Whether a permission was asked for and no later event shows that the agent goes on. */
    boolean waiting(AgentRow agent) {
        return inactivity.waiting(agent);
    }
}
