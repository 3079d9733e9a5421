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

/** Where every agent of a session stands: a function of the rows and of the watermark, up to which everything that arrived was read. */
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

    /** The request that asked for an agent; null when unknown. */
    @Nullable
    SpawnRow request(String agentId) {
        String toolUseId = tree.of(agentId).toolUseId();
        return toolUseId == null ? null : rows.spawns().get(toolUseId);
    }

    AgentStatus of(String agentId) {
        AgentStatus status = statuses.get(agentId);
        if (status == null) {
            // a cycle in contradictory input meets this instead of itself
            statuses.put(agentId, new AgentStatus(AgentState.ACTIVE, "at work", null, null));
            status = agentId.equals(ROOT) ? root() : agent(agentId);
            statuses.put(agentId, status);
        }
        return status;
    }

    /** Where a request stands that no agent was found for. */
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
            // its call was answered, or it stopped, and yet it goes on; no list need have it
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
            // named by others only, who know what became of the request
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

    /** Whether the client goes on under another session, with all that it ran. */
    private boolean clientContinues() {
        Timestamped<SessionEnd> ended = rows.session().ended();
        return ended != null && ended.value().clientGoesOn();
    }

    /**
     * Whether a background agent stopped while a shell of its own runs on: the client sets it to work again when that ends. A notification
     * says so a moment later, or says that it is over.
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

    /** Whether something was told of the end of a shell, or a later list has it no more. */
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

    /** Whether nothing was heard of the session for so long that its client may be gone. */
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

    /** What a person was asked for, when nothing says since that the agent goes on; null otherwise. */
    @Nullable
    WaitCause openWait(AgentRow agent) {
        return inactivity.openWait(agent);
    }
}
