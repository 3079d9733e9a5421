package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where every agent of a session stands: a function of the rows and of the watermark, up to which everything that arrived was read. */
final class Standings {
    private final SessionRows rows;
    private final Edges edges;
    private final Silence silence;
    private final Unclaimed unclaimed;
    private final ClientEnds ends;
    private final Map<String, Standing> known = new HashMap<>();
    private final Map<String, List<Run>> runs = new HashMap<>();

    Standings(SessionRows rows, Edges edges, Limits limits, long watermark) {
        this.rows = rows;
        this.edges = edges;
        this.silence = new Silence(rows, limits, watermark);
        this.unclaimed = new Unclaimed(rows, this, limits, watermark);
        this.ends = new ClientEnds(rows);
    }

    /** The runs of an agent, oldest first; empty when it was never seen to run. */
    List<Run> runs(String agentId) {
        return runs.computeIfAbsent(agentId, id -> Run.fold(rows.marks(id), request(id)));
    }

    /** The request that asked for an agent; null when unknown. */
    SpawnRow request(String agentId) {
        String toolUseId = edges.of(agentId).toolUseId();
        return toolUseId == null ? null : rows.spawns().get(toolUseId);
    }

    Standing of(String agentId) {
        Standing standing = known.get(agentId);
        if (standing == null) {
            // a cycle in contradictory input meets this instead of itself
            known.put(agentId, new Standing(AgentState.ACTIVE, "at work", null, null));
            standing = agentId.equals(ROOT) ? root() : agent(agentId);
            known.put(agentId, standing);
        }
        return standing;
    }

    /** Where a request stands that no agent was found for. */
    Standing unclaimed(SpawnRow request) {
        return unclaimed.of(request);
    }

    private Standing agent(String agentId) {
        AgentRow agent = rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null));
        List<Run> history = runs(agentId);
        Run run = history.isEmpty() ? null : history.getLast();
        SpawnRow request = request(agentId);
        boolean over = run != null && run.ended() && !run.outlastedBy(agent.callStartedAt());
        if (over) {
            Standing end = Standing.ended(run.outcome(), Words.ended(run), run.endedAt());
            boolean mayGoOn = run.interim() || waitsForItsShell(agent, request, run);
            return mayGoOn && ends.of(agent) == null ? silence.interim(end, silence.lastArrival(agent, request)) : end;
        }
        if (run != null && run.ended()) {
            // its call was answered, or it stopped, and yet it goes on; no list need have it
            return alive(agent, request, Long.MAX_VALUE);
        }
        if (request != null && request.failed() != null && history.size() <= 1) {
            boolean interrupted = request.failure() == SpawnFailure.INTERRUPTED;
            return Standing.ended(
                    interrupted ? AgentState.KILLED : AgentState.FAILED,
                    interrupted ? "interrupted by a person" : Words.terminated(request),
                    request.failed().at());
        }
        if (run == null && agent.seen() == null && request != null && request.answered() == null) {
            // named by others only, who know what became of the request
            return unclaimed.of(request);
        }
        long began = run != null && run.startedAt() != null
                ? run.startedAt()
                : agent.seen() != null ? agent.seen().firstAt() : Long.MAX_VALUE;
        return alive(agent, request, began);
    }

    private Standing alive(AgentRow agent, SpawnRow request, long began) {
        AgentKind kind = Edges.kind(agent, request, rows);
        Standing gone = gone(agent, kind, request, began);
        if (gone != null) {
            return gone;
        }
        long lastArrival = silence.lastArrival(agent, request);
        return kind == AgentKind.STRAY
                ? silence.stray(agent, lastArrival)
                : silence.alive(agent, lastArrival, listed(agent, kind) || carriedOver());
    }

    /** Whether the client goes on under another session, with all that it ran. */
    private boolean carriedOver() {
        Stamped<SessionEnd> ended = rows.session().ended();
        return ended != null && ended.value().clientGoesOn();
    }

    /**
     * Whether a background agent stopped while a shell of its own runs on: the client sets it to work again when that ends. A notification
     * says so a moment later, or says that it is over.
     */
    private boolean waitsForItsShell(AgentRow agent, SpawnRow request, Run run) {
        RunMark end = run.end();
        return end.kind() == RunMark.Kind.STOPPED
                && end.shells()
                && Background.known(agent, request)
                && rows.shells().stream()
                        .anyMatch(shell -> agent.agentId().equals(shell.ownerAgentId())
                                && !Boolean.TRUE.equals(shell.endsWithAgent())
                                && shell.listedAt() != null
                                && shell.listedAt() >= end.at()
                                && !over(shell));
    }

    /** Whether something was told of the end of a shell, or a later list has it no more. */
    private boolean over(ShellRow shell) {
        Stamped<Long> listing = rows.session().listing();
        return (listing != null && listing.at() > shell.listedAt())
                || !rows.marks(shell.shellId()).isEmpty();
    }

    /** What others say about an agent that itself told no end; null when nobody says that it is gone. */
    private Standing gone(AgentRow agent, AgentKind kind, SpawnRow request, long began) {
        SessionRow session = rows.session();
        long last = agent.seen() == null ? began : agent.seen().lastAt();
        Long clientEnd = ends.of(agent);
        if (clientEnd != null && clientEnd >= last && session.seen() != null) {
            return clientEnded(agent, kind, request, clientEnd);
        }
        if (kind == AgentKind.WORKFLOW_AGENT) {
            Long runEnd = WorkflowRuns.endedAt(agent, rows);
            if (runEnd != null && runEnd >= last) {
                return silence.afterGrace(
                        session.seen() == null ? runEnd : session.seen().lastArrival(),
                        "its workflow ended without a word about it",
                        agent,
                        request);
            }
        }
        Edge edge = edges.of(agent.agentId());
        boolean background = Background.known(agent, request);
        Stamped<Long> listing = session.listing();
        if (listing != null
                && kind == AgentKind.SUBAGENT
                && (background || ROOT.equals(edge.parentAgentId()))
                && listing.at() > began
                && listing.at() >= last
                && !listed(agent, kind)) {
            return silence.afterGrace(
                    listing.value(), "the client does not list it as running any more", agent, request);
        }
        if (!background && edge.parentAgentId() != null && !edge.parentAgentId().equals(ROOT)) {
            Standing parent = of(edge.parentAgentId());
            if (parent.state() == AgentState.KILLED) {
                return Standing.ended(
                        AgentState.KILLED, "its parent was stopped while waiting for it", parent.endedAt());
            }
            if (parent.state().terminal() && parent.endedAt() != null && parent.endedAt() >= last) {
                AgentRow row = rows.agents().get(edge.parentAgentId());
                if (row != null && row.seen() != null) {
                    return silence.afterGrace(
                            row.seen().lastArrival(), "its parent ended without waiting for it", agent, request);
                }
            }
        }
        return null;
    }

    /** What the client had listed as running when it ended was stopped with it; what may have ended before, without a word, is lost. */
    private Standing clientEnded(AgentRow agent, AgentKind kind, SpawnRow request, long endedAt) {
        Standing waiting = silence.afterGrace(
                rows.session().seen().lastArrival(), "its client ended without a word about it", agent, request);
        return waiting.state() == AgentState.LOST && listed(agent, kind)
                ? Standing.ended(AgentState.KILLED, "stopped with its client", endedAt)
                : waiting;
    }

    private Standing root() {
        SessionRow session = rows.session();
        AgentRow agent = rows.agents().getOrDefault(ROOT, AgentRow.named(ROOT, null));
        long lastArrival = silence.lastHeard();
        if (session.ended() != null
                && !ends.anotherWorks()
                && (session.startedAt() == null
                        || session.startedAt() <= session.ended().at())
                && (session.promptAt() == null
                        || session.promptAt() - session.ended().at() <= Turn.BURST)) {
            return Standing.ended(
                    AgentState.COMPLETED,
                    Words.sessionEnded(session.ended().value().reason()),
                    session.ended().at());
        }
        return silence.root(agent, Turn.of(rows), lastArrival);
    }

    /** Whether the client's latest list has it, under its own id or as one of its kind. */
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

    /** Whether nothing was heard of the session for so long that its client may be gone. */
    boolean sessionSilent() {
        return silence.sessionSilent();
    }

    /** What kind of agent it is. */
    AgentKind kind(String agentId) {
        return Edges.kind(rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null)), request(agentId), rows);
    }

    /** The mark that ended the latest run; null while it runs. */
    RunMark end(String agentId) {
        List<Run> history = runs(agentId);
        return history.isEmpty() ? null : history.getLast().end();
    }

    /** Whether a permission was asked for and nothing says since that the agent goes on. */
    boolean waits(AgentRow agent) {
        return silence.waits(agent);
    }
}
