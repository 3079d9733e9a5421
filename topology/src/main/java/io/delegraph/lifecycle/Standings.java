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

/**
 * Where every agent of a session stands: a function of the rows and of the watermark, up to which everything that arrived was read.
 * Only the watermark makes silence mean something.
 */
final class Standings {
    /** Bare payloads carry no time: those of one burst may arrive in the wrong order, this far apart, ms. */
    private static final long BURST = 250;

    private final SessionRows rows;
    private final Edges edges;
    private final Limits limits;
    private final long watermark;
    private final Map<String, Standing> known = new HashMap<>();
    private final Map<String, List<Run>> runs = new HashMap<>();

    Standings(SessionRows rows, Edges edges, Limits limits, long watermark) {
        this.rows = rows;
        this.edges = edges;
        this.limits = limits;
        this.watermark = watermark;
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
            return unclaimed(request);
        }
        long began = run != null && run.startedAt() != null
                ? run.startedAt()
                : agent.seen() != null ? agent.seen().firstAt() : Long.MAX_VALUE;
        Standing gone = gone(agent, request, began);
        return gone != null
                ? gone
                : alive(agent, lastArrival(agent, request), agent.listedAt() != null && listed(agent));
    }

    /** What others say about an agent that itself told no end; null when nobody says that it is gone. */
    private Standing gone(AgentRow agent, SpawnRow request, long began) {
        SessionRow session = rows.session();
        long last = agent.seen() == null ? began : agent.seen().lastAt();
        if (session.ended() != null && session.ended().at() >= last && session.seen() != null) {
            return afterGrace(session.seen().lastArrival(), "its client ended without a word about it", agent, request);
        }
        Edge edge = edges.of(agent.agentId());
        boolean background = background(agent, request);
        Stamped<Long> listing = session.listing();
        if (listing != null
                && (background || ROOT.equals(edge.parentAgentId()))
                && listing.at() > began
                && listing.at() >= last
                && !listed(agent)) {
            return afterGrace(listing.value(), "the client does not list it as running any more", agent, request);
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
                    return afterGrace(
                            row.seen().lastArrival(), "its parent ended without waiting for it", agent, request);
                }
            }
        }
        return null;
    }

    private Standing afterGrace(long saidAt, String reason, AgentRow agent, SpawnRow request) {
        long due = saidAt + limits.grace().toMillis();
        if (watermark >= due) {
            return Standing.ended(AgentState.LOST, reason, null);
        }
        Standing alive = alive(agent, lastArrival(agent, request), false);
        return alive.wakeAt() == null || alive.wakeAt() < due
                ? alive
                : new Standing(alive.state(), alive.reason(), alive.endedAt(), due);
    }

    private Standing alive(AgentRow agent, long lastArrival, boolean listed) {
        boolean waits = waits(agent);
        boolean held = waits || listed || agent.counts().open() > 0;
        long due = lastArrival + (held ? limits.cap() : limits.lostAfter()).toMillis();
        if (watermark >= due) {
            return Standing.ended(AgentState.LOST, Words.silent(watermark - lastArrival, agent), null);
        }
        return waits
                ? new Standing(AgentState.WAITING, Words.waits(agent), null, due)
                : new Standing(AgentState.ACTIVE, Words.active(watermark - lastArrival, agent), null, due);
    }

    private Standing root() {
        SessionRow session = rows.session();
        AgentRow agent = rows.agents().getOrDefault(ROOT, AgentRow.named(ROOT, null));
        long lastArrival = lastHeard();
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
            return alive(agent, lastArrival, false);
        }
        long due = lastArrival + limits.cap().toMillis();
        return watermark >= due
                ? Standing.ended(AgentState.LOST, Words.silent(watermark - lastArrival, agent), null)
                : new Standing(AgentState.WAITING, "its turn ended, waits for the next prompt", null, due);
    }

    /** A request for which no agent was found. */
    Standing unclaimed(SpawnRow spawn) {
        if (spawn.failed() != null) {
            return switch (spawn.failure() == null ? SpawnFailure.OTHER : spawn.failure()) {
                case TERMINATED ->
                    Standing.ended(
                            AgentState.FAILED,
                            Words.terminated(spawn),
                            spawn.failed().at());
                case INTERRUPTED ->
                    Standing.ended(
                            AgentState.KILLED,
                            "interrupted by a person",
                            spawn.failed().at());
                case UNKNOWN_TYPE, DEPTH_LIMIT, CONCURRENCY_LIMIT, BUDGET, OTHER ->
                    Standing.ended(
                            AgentState.REFUSED,
                            Words.refused(spawn),
                            spawn.failed().at());
            };
        }
        if (spawn.answered() != null && "completed".equals(spawn.answered().value())) {
            return Standing.ended(
                    AgentState.COMPLETED,
                    "its call was answered",
                    spawn.answered().at());
        }
        long lastArrival = spawn.arrival() == null ? 0 : spawn.arrival();
        long due = lastArrival + limits.lostAfter().toMillis();
        if (spawn.answered() == null) {
            Long closedAt = spawn.batchedAt() != null ? spawn.batchedAt() : parentEnd(spawn);
            if (closedAt != null) {
                long settled = lastArrival + limits.grace().toMillis();
                if (watermark >= settled) {
                    return Standing.ended(AgentState.REFUSED, "not started: the call was denied or invalid", closedAt);
                }
                due = Math.min(due, settled);
            }
        } else {
            due = lastArrival + limits.cap().toMillis();
        }
        if (watermark >= due) {
            return Standing.ended(AgentState.LOST, "asked for, never seen to start", null);
        }
        return spawn.answered() == null
                ? new Standing(AgentState.REQUESTED, "asked for, not seen to start yet", null, due)
                : new Standing(AgentState.ACTIVE, Words.launched(spawn), null, due);
    }

    /** When the one who asked ended, epoch ms; null while it goes on. */
    private Long parentEnd(SpawnRow spawn) {
        if (spawn.parentAgentId() == null || spawn.requestedAt() == null) {
            return null;
        }
        Long ended = spawn.parentAgentId().equals(ROOT)
                ? rows.session().turnEndedAt()
                : of(spawn.parentAgentId()).endedAt();
        return ended != null && ended > spawn.requestedAt() ? ended : null;
    }

    private boolean listed(AgentRow agent) {
        Stamped<Long> listing = rows.session().listing();
        return listing != null && agent.listedAt() != null && agent.listedAt() >= listing.at();
    }

    static boolean background(AgentRow agent, SpawnRow request) {
        boolean asked = request != null
                && request.request() != null
                && Boolean.TRUE.equals(request.request().background());
        return asked
                || (agent.meta() != null && Boolean.TRUE.equals(agent.meta().background()))
                || agent.listedAt() != null;
    }

    /** Whether a permission was asked for and nothing says since that the agent goes on. */
    boolean waits(AgentRow agent) {
        if (agent.permission() == null
                || (agent.progressAt() != null
                        && agent.progressAt() > agent.permission().at())) {
            return false;
        }
        return rows.tools(agent.agentId()).stream()
                .noneMatch(tool -> agent.permission().value().equals(tool.tool())
                        && tool.endedAt() != null
                        && tool.endedAt() >= agent.permission().at());
    }

    private long lastArrival(AgentRow agent, SpawnRow request) {
        long arrival = agent.seen() == null ? 0 : agent.seen().lastArrival();
        if (request != null && request.arrival() != null) {
            arrival = Math.max(arrival, request.arrival());
        }
        // only named by others: as fresh as the session
        return arrival == 0 ? lastHeard() : arrival;
    }

    /** When any agent of the session was heard of last, epoch ms; a transcript that is read later is no word of theirs. */
    private long lastHeard() {
        return rows.agents().values().stream()
                .filter(agent -> agent.seen() != null)
                .mapToLong(agent -> agent.seen().lastArrival())
                .max()
                .orElse(0);
    }

    private static long orBefore(Long at) {
        return at == null ? Long.MIN_VALUE : at;
    }

    /** The mark that ended the latest run; null while it runs. */
    RunMark end(String agentId) {
        List<Run> history = runs(agentId);
        return history.isEmpty() ? null : history.getLast().end();
    }
}
