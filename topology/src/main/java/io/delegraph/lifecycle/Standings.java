package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where every agent of a session stands: a function of the rows and of the watermark, up to which everything that arrived was read. */
final class Standings {
    /** Bare payloads carry no time: those of one burst may arrive in the wrong order, this far apart, ms. */
    private static final long BURST = 250;

    private final SessionRows rows;
    private final Edges edges;
    private final Silence silence;
    private final Unclaimed unclaimed;
    private final Map<String, Standing> known = new HashMap<>();
    private final Map<String, List<Run>> runs = new HashMap<>();

    Standings(SessionRows rows, Edges edges, Limits limits, long watermark) {
        this.rows = rows;
        this.edges = edges;
        this.silence = new Silence(rows, limits, watermark);
        this.unclaimed = new Unclaimed(rows, this, limits, watermark);
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
        if (run != null && run.ended()) {
            return Standing.ended(run.outcome(), Words.ended(run), run.endedAt());
        }
        SpawnRow request = request(agentId);
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
        Standing gone = gone(agent, request, began);
        return gone != null
                ? gone
                : silence.alive(agent, silence.lastArrival(agent, request), agent.listedAt() != null && listed(agent));
    }

    /** What others say about an agent that itself told no end; null when nobody says that it is gone. */
    private Standing gone(AgentRow agent, SpawnRow request, long began) {
        SessionRow session = rows.session();
        long last = agent.seen() == null ? began : agent.seen().lastAt();
        if (session.ended() != null && session.ended().at() >= last && session.seen() != null) {
            return silence.afterGrace(
                    session.seen().lastArrival(), "its client ended without a word about it", agent, request);
        }
        Edge edge = edges.of(agent.agentId());
        boolean background = Background.known(agent, request);
        Stamped<Long> listing = session.listing();
        if (listing != null
                && (background || ROOT.equals(edge.parentAgentId()))
                && listing.at() > began
                && listing.at() >= last
                && !listed(agent)) {
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

    private Standing root() {
        SessionRow session = rows.session();
        AgentRow agent = rows.agents().getOrDefault(ROOT, AgentRow.named(ROOT, null));
        long lastArrival = silence.lastHeard();
        if (session.ended() != null
                && (session.startedAt() == null
                        || session.startedAt() <= session.ended().at())
                && (session.promptAt() == null
                        || session.promptAt() - session.ended().at() <= BURST)) {
            return Standing.ended(
                    AgentState.COMPLETED,
                    Words.sessionEnded(session.ended().value()),
                    session.ended().at());
        }
        long began = Math.max(orBefore(session.promptAt()), orBefore(agent.progressAt()));
        if (session.turnEndedAt() == null || session.turnEndedAt() < began) {
            return silence.alive(agent, lastArrival, false);
        }
        return silence.betweenTurns(agent, lastArrival);
    }

    private boolean listed(AgentRow agent) {
        Stamped<Long> listing = rows.session().listing();
        return listing != null && agent.listedAt() != null && agent.listedAt() >= listing.at();
    }

    private static long orBefore(Long at) {
        return at == null ? Long.MIN_VALUE : at;
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
