package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    private final ImpliedEnds impliedEnds;
    private final Map<String, AgentStatus> statuses = new HashMap<>();
    private final Map<String, List<ObservedRun>> runs = new HashMap<>();

    StatusResolver(SessionRows rows, DelegationTree tree, LifecycleTimeouts timeouts, long watermark) {
        this.rows = rows;
        this.tree = tree;
        this.inactivity = new InactivityPolicy(rows, timeouts, watermark);
        this.unmatched = new UnmatchedSpawns(rows, this, timeouts, watermark);
        this.ends = new ClientEndResolver(rows);
        this.impliedEnds = new ImpliedEnds(rows, tree, this, inactivity, ends);
    }

    /** The runs of an agent, oldest first; empty when it was never seen to run. */
    List<ObservedRun> runs(String agentId) {
        return runs.computeIfAbsent(agentId, id -> ObservedRun.fold(rows.marks(id), request(id)));
    }

    /** The request for an agent; null when unknown. */
    @Nullable
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
        if (run != null && run.ended() && !run.continuedBy(agent.callStartedAt())) {
            AgentState outcome = Objects.requireNonNull(run.outcome(), "a run that ended has an outcome");
            AgentStatus end = AgentStatus.ended(outcome, StateReasons.ended(run), run.endedAt());
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
                    interrupted
                            ? "interrupted by a person"
                            : StateReasons.terminated(request.failed().value()),
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

    private AgentStatus alive(AgentRow agent, @Nullable SpawnRow request, long began) {
        AgentKind kind = DelegationTree.kind(agent, request, rows);
        AgentStatus gone = impliedEnds.of(agent, kind, request, began);
        if (gone != null) {
            return gone;
        }
        long lastArrival = inactivity.lastArrival(agent, request);
        return kind == AgentKind.STRAY
                ? inactivity.stray(agent, lastArrival)
                : inactivity.alive(agent, lastArrival, impliedEnds.listed(agent, kind) || clientContinues());
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
    private boolean waitsForOwnShell(AgentRow agent, @Nullable SpawnRow request, ObservedRun run) {
        RunMark end = Objects.requireNonNull(run.end(), "the run ended");
        return end.kind() == RunMark.Kind.STOPPED
                && end.listsShells()
                && BackgroundMode.certain(agent, request)
                && rows.shells().stream()
                        .anyMatch(shell -> agent.agentId().equals(shell.ownerAgentId())
                                && !Boolean.TRUE.equals(shell.endsWithAgent())
                                && shell.listedAt() != null
                                && shell.listedAt() >= end.at()
                                && !shellEnded(shell.shellId(), shell.listedAt()));
    }

    /** Whether the end of a shell was reported, or a later list no longer has it. */
    private boolean shellEnded(String shellId, long listedAt) {
        Timestamped<Long> listing = rows.session().listing();
        return (listing != null && listing.at() > listedAt)
                || !rows.marks(shellId).isEmpty();
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
    boolean sessionInactive() {
        return inactivity.sessionInactive();
    }

    /** What kind of agent it is. */
    AgentKind kind(String agentId) {
        return DelegationTree.kind(
                rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null)), request(agentId), rows);
    }

    /** The mark that ended the latest run; null while it runs. */
    @Nullable
    RunMark end(String agentId) {
        List<ObservedRun> history = runs(agentId);
        return history.isEmpty() ? null : history.getLast().end();
    }

    /** Whether a permission was asked for and no later event shows that the agent goes on. */
    @Nullable
    WaitCause openWait(AgentRow agent) {
        return inactivity.openWait(agent);
    }
}
