package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMoved;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Agents that go on while their client changes its session id. The session that they leave reports that they were at work, and the other
 * session reports that it did not start them. When both are known, the later session's rows are carried to the earlier one.
 */
final class SessionContinuations {
    private final SessionRows rows;
    private final Set<String> reportedLeft = new HashSet<>();
    private final Set<String> reportedFound = new HashSet<>();
    private Fact.@Nullable TeamSeen reportedTeam;

    SessionContinuations(SessionRows rows) {
        this.rows = rows;
    }

    /**
     * Agents that may continue in another session or came from one, unless that was emitted before; {@code agents} are all of the session.
     */
    Optional<Fact> continuedAgents(Collection<AgentLifecycle> agents) {
        Timestamped<SessionEnd> ended = rows.session().ended();
        boolean goesOn = ended != null && ended.value().clientGoesOn();
        List<String> leaves = new ArrayList<>();
        List<String> finds = new ArrayList<>();
        for (AgentLifecycle agent : agents) {
            String id = agent.agentId();
            if (id.equals(ROOT)) {
                continue;
            }
            if (goesOn && agent.runs() > 0 && !agent.state().terminal() && reportedLeft.add(id)) {
                leaves.add(id);
            }
            if (agent.edgeEvidence() == EdgeEvidence.NONE && !started(id) && reportedFound.add(id)) {
                finds.add(id);
            }
        }
        long at = rows.session().seen() == null ? 0 : rows.session().seen().lastAt();
        return leaves.isEmpty() && finds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fact.AgentsContinued(
                        rows.sessionId(), rows.session().host(), leaves, finds, at));
    }

    /** Members of a team that work in sessions of their own, unless that was emitted before. */
    Optional<Fact> team() {
        List<Fact.Teammate> teammates = rows.spawns().values().stream()
                .filter(spawn -> spawn.remoteTeammate() && spawn.firstKnownAt() != null)
                .map(spawn -> new Fact.Teammate(spawn.toolUseId(), spawn.firstKnownAt()))
                .sorted(Comparator.comparingLong(Fact.Teammate::at).thenComparing(Fact.Teammate::toolUseId))
                .toList();
        SessionRow session = rows.session();
        Fact.TeamSeen before = reportedTeam;
        long at;
        if (session.ledAt() != null) {
            at = session.ledAt();
        } else if (!teammates.isEmpty()) {
            at = teammates.getLast().at();
        } else if (before != null && !before.empty()) {
            at = before.at();
        } else {
            return Optional.empty();
        }
        Fact.TeamSeen now = new Fact.TeamSeen(
                rows.sessionId(),
                session.host(),
                Timestamped.valueOf(session.project()),
                teammates,
                session.ledAt(),
                at);
        reportedTeam = now;
        return now.equals(before) ? Optional.empty() : Optional.of(now);
    }

    private boolean started(String agentId) {
        return rows.marks(agentId).stream().anyMatch(mark -> mark.kind() == RunMark.Kind.STARTED);
    }

    /**
     * The fragments of an event that belong to agents of an earlier session.
     *
     * @param elsewhere these agents and their descendants
     * @param fragments of the event
     */
    List<Fact> movedRows(AgentEvent.InSession event, Set<String> elsewhere, List<Row> fragments) {
        if (elsewhere.isEmpty()) {
            return List.of();
        }
        List<Row> all = event instanceof AgentMoved
                ? MovedAgentRows.allRowsOf(rows, elsewhere)
                : MovedAgentRows.rowsOf(fragments, elsewhere);
        Map<String, String> homes = MovedAgentRows.homeSessions(rows);
        List<Fact> facts = new ArrayList<>();
        for (String home : new TreeSet<>(homes.values())) {
            for (int from = 0; from < all.size(); from += MovedAgentRows.MAX_ROWS_PER_EVENT) {
                List<Row> part = all.subList(from, Math.min(all.size(), from + MovedAgentRows.MAX_ROWS_PER_EVENT));
                facts.add(new Fact.MovedRowsForwarded(
                        home, rows.sessionId(), MovedAgentRows.encode(home, part), event.at()));
            }
        }
        return facts;
    }
}
