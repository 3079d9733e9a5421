package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rows of a session say, as of a watermark: the records that are published and answered. */
public final class SessionView {
    private static final Comparator<AgentLifecycle> BY_LEVEL = Comparator.comparing(
                    AgentLifecycle::agentHierarchyLevel, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(SessionView::firstAt)
            .thenComparing(AgentLifecycle::agentId);

    private final SessionRows rows;
    private final Edges edges;
    private final Standings standings;
    private final Workflows workflows;
    private final long asOf;

    /**
     * Looks at the rows as they are now.
     *
     * @param watermark arrival time up to which everything was read, epoch ms
     */
    public SessionView(SessionRows rows, Limits limits, long watermark) {
        this(rows, Edges.of(rows), limits, watermark);
    }

    SessionView(SessionRows rows, Edges edges, Limits limits, long watermark) {
        this.rows = rows;
        this.edges = edges;
        this.standings = new Standings(rows, edges, limits, watermark);
        this.workflows = new Workflows(rows, edges);
        Sighting seen = rows.session().seen();
        this.asOf = Math.max(watermark, seen == null ? 0 : seen.lastArrival());
    }

    /** The root first, then by level and start; those without a known parent last. */
    public List<AgentLifecycle> agents() {
        List<AgentLifecycle> agents = new ArrayList<>();
        agents.add(agent(ROOT));
        edges.all().keySet().forEach(id -> agents.add(agent(id)));
        rows.spawns().values().stream().filter(this::shownAsRequest).forEach(spawn -> agents.add(request(spawn)));
        agents.sort(BY_LEVEL);
        return agents;
    }

    /** A request that no agent was found for, unless all that is known is its name in some child's meta. */
    private boolean shownAsRequest(SpawnRow spawn) {
        return !edges.claimed(spawn.toolUseId()) && spawn.knownAt() != null;
    }

    private static long firstAt(AgentLifecycle agent) {
        Long at = agent.startedAt() != null ? agent.startedAt() : agent.requestedAt();
        return at == null ? agent.lastSeenAt() : at;
    }

    /** Empty when the session has no such agent. */
    public Optional<AgentDetail> detail(String agentId) {
        if (agentId.equals(ROOT) || edges.all().containsKey(agentId)) {
            AgentLifecycle agent = agent(agentId);
            SpawnRow request = standings.request(agentId);
            return Optional.of(new AgentDetail(
                    agent,
                    standings.runs(agentId).stream().map(Run::shown).toList(),
                    request == null ? null : request.request(),
                    agentId.equals(ROOT) ? Words.NO_PARENT : Words.edge(agent.edgeEvidence())));
        }
        SpawnRow spawn = rows.spawns().get(agentId);
        return spawn == null || !shownAsRequest(spawn)
                ? Optional.empty()
                : Optional.of(new AgentDetail(request(spawn), List.of(), spawn.request(), Words.NO_AGENT));
    }

    AgentLifecycle agent(String agentId) {
        AgentRow row = rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null));
        boolean root = agentId.equals(ROOT);
        Edge edge = edges.of(agentId);
        SpawnRow spawn = root ? null : standings.request(agentId);
        SpawnRequest asked = spawn == null ? null : spawn.request();
        AgentMeta meta = row.meta();
        Standing standing = standings.of(agentId);
        List<Run> runs = standings.runs(agentId);
        Long startedAt = root ? (Long) sightingOf(row).firstAt() : started(runs);
        List<String> path = edges.path(agentId);
        Tokens tokens = tokens(row, spawn);
        SessionRow session = rows.session();
        return new AgentLifecycle(
                rows.sessionId(),
                agentId,
                edge.parentAgentId(),
                root
                        ? null
                        : first(
                                row.type(),
                                meta == null ? null : meta.agentType(),
                                asked == null ? null : asked.agentType()),
                path.getFirst().equals(ROOT) ? path.size() - 1 : null,
                path,
                standing.state(),
                standing.reason(),
                root ? null : edge.evidence(),
                root ? null : workflows.of(agentId),
                edge.toolUseId(),
                first(asked == null ? null : asked.description(), meta == null ? null : meta.description()),
                first(asked == null ? null : asked.name(), meta == null ? null : meta.name()),
                background(row, spawn),
                model(spawn, meta),
                asked == null ? null : asked.isolation(),
                spawn == null ? null : spawn.requestedAt(),
                startedAt,
                standing.endedAt(),
                standing.endedAt() == null || startedAt == null ? null : standing.endedAt() - startedAt,
                root ? 1 : runs.size(),
                row.counts().toolCalls(),
                row.counts().toolFailures(),
                Stamped.valueOf(row.lastTool()),
                tokens.usage(),
                tokens.total(),
                tokens.source(),
                Stamped.valueOf(row.permissionMode()),
                row.counts().permissionRequests(),
                row.counts().denials(),
                standing.state() == AgentState.WAITING && standings.waits(row)
                        ? row.permission().value()
                        : null,
                row.counts().messages(),
                lastSeen(row, spawn),
                session.source(),
                Stamped.valueOf(session.project()),
                session.user(),
                session.host(),
                asOf);
    }

    private AgentLifecycle request(SpawnRow spawn) {
        Standing standing = standings.unclaimed(spawn);
        SpawnRequest asked = spawn.request();
        List<String> path =
                new ArrayList<>(spawn.parentAgentId() == null ? List.of() : edges.path(spawn.parentAgentId()));
        path.add(spawn.toolUseId());
        SessionRow session = rows.session();
        Long knownAt = spawn.knownAt();
        return new AgentLifecycle(
                rows.sessionId(),
                spawn.toolUseId(),
                spawn.parentAgentId(),
                asked == null ? null : asked.agentType(),
                path.getFirst().equals(ROOT) ? path.size() - 1 : null,
                path,
                standing.state(),
                standing.reason(),
                null,
                workflows.of(spawn),
                spawn.toolUseId(),
                asked == null ? null : asked.description(),
                asked == null ? null : asked.name(),
                asked == null ? null : asked.background(),
                asked == null ? null : asked.model(),
                asked == null ? null : asked.isolation(),
                spawn.requestedAt(),
                null,
                standing.endedAt(),
                null,
                0,
                0,
                0,
                null,
                null,
                null,
                TokensSource.NONE,
                null,
                0,
                0,
                null,
                0,
                standing.endedAt() == null ? knownAt : Math.max(knownAt, standing.endedAt()),
                session.source(),
                Stamped.valueOf(session.project()),
                session.user(),
                session.host(),
                asOf);
    }

    /** Null when nobody says. */
    private static Boolean background(AgentRow row, SpawnRow spawn) {
        if (Standings.background(row, spawn)) {
            return Boolean.TRUE;
        }
        if (row.meta() != null && row.meta().background() != null) {
            return Boolean.FALSE;
        }
        if (spawn == null) {
            return null;
        }
        boolean asked = spawn.request() != null && spawn.request().background() != null;
        boolean awaited =
                spawn.answered() != null && "completed".equals(spawn.answered().value());
        return (asked || awaited) ? Boolean.FALSE : null;
    }

    private static Long started(List<Run> runs) {
        return runs.isEmpty() ? null : runs.getFirst().startedAt();
    }

    private static String model(SpawnRow spawn, AgentMeta meta) {
        return first(
                spawn == null || spawn.totals() == null ? null : spawn.totals().model(),
                meta == null ? null : meta.model(),
                spawn == null || spawn.request() == null
                        ? null
                        : spawn.request().model());
    }

    private static String first(String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Sighting sightingOf(AgentRow row) {
        return row.seen() == null ? Sighting.of(0, 0) : row.seen();
    }

    private long lastSeen(AgentRow row, SpawnRow spawn) {
        long last = row.seen() == null ? 0 : row.seen().lastAt();
        RunMark end = standings.end(row.agentId());
        if (end != null) {
            last = Math.max(last, end.at());
        }
        if (last == 0 && spawn != null && spawn.knownAt() != null) {
            last = spawn.knownAt();
        }
        return Math.max(last, row.listedAt() == null ? 0 : row.listedAt());
    }

    private record Tokens(TokenUsage usage, Long total, TokensSource source) {}

    private Tokens tokens(AgentRow row, SpawnRow spawn) {
        if (row.usage() != null) {
            TokenUsage usage = row.usage().value().tokens();
            return new Tokens(usage, usage.total(), TokensSource.TRANSCRIPT);
        }
        Optional<Long> notified = rows.marks(row.agentId()).reversed().stream()
                .map(RunMark::tokens)
                .filter(tokens -> tokens != null)
                .findFirst();
        if (notified.isPresent()) {
            return new Tokens(null, notified.get(), TokensSource.NOTIFICATION);
        }
        Long last =
                spawn == null || spawn.totals() == null ? null : spawn.totals().lastRequestTokens();
        return last == null
                ? new Tokens(null, null, TokensSource.NONE)
                : new Tokens(null, last, TokensSource.LAST_REQUEST);
    }

    /** Oldest first. */
    public List<WorkflowSummary> workflows() {
        return workflows.summaries(agents(), asOf);
    }

    List<WorkflowSummary> workflows(List<AgentLifecycle> agents) {
        return workflows.summaries(agents, asOf);
    }

    /** The session as one line of a list. */
    public SessionSummary summary() {
        SessionRow session = rows.session();
        Sighting seen = session.seen() == null ? Sighting.of(0, 0) : session.seen();
        Map<AgentState, Integer> states = new EnumMap<>(AgentState.class);
        List<SessionSummary.Wait> waits = new ArrayList<>();
        List<AgentLifecycle> agents = agents();
        for (AgentLifecycle agent : agents) {
            if (!agent.agentId().equals(ROOT)) {
                states.merge(agent.state(), 1, Integer::sum);
            }
            need(agent).ifPresent(waits::add);
        }
        waits.sort(Comparator.comparingLong(SessionSummary.Wait::since).thenComparing(SessionSummary.Wait::agentId));
        Standing root = standings.of(ROOT);
        return new SessionSummary(
                rows.sessionId(),
                root.state(),
                root.reason(),
                session.source(),
                Stamped.valueOf(session.sourceVersion()),
                Stamped.valueOf(session.project()),
                session.user(),
                session.host(),
                seen.firstAt(),
                root.endedAt(),
                seen.lastAt(),
                states,
                (int) rows.prompts().values().stream()
                        .filter(prompt -> prompt.ownAt() != null)
                        .count(),
                edges.helpers(),
                waits,
                Stamped.valueOf(session.parent()),
                rows.links().stream()
                        .map(link -> new SessionSummary.Child(link.childSessionId(), starter(link.at()), link.at()))
                        .toList(),
                asOf);
    }

    /** The one agent that ran a shell command at a moment; null when there were none or several. */
    private String starter(long at) {
        List<String> shells = rows.agents().keySet().stream()
                .filter(agentId -> rows.tools(agentId).stream()
                        .anyMatch(tool -> "Bash".equals(tool.tool())
                                && tool.startedAt() != null
                                && tool.startedAt() <= at
                                && (tool.endedAt() == null || tool.endedAt() >= at)))
                .toList();
        return shells.size() == 1 ? shells.getFirst() : null;
    }

    private Optional<SessionSummary.Wait> need(AgentLifecycle agent) {
        if (agent.state() == AgentState.LOST) {
            return Optional.of(new SessionSummary.Wait(agent.agentId(), agent.lastSeenAt(), agent.stateReason()));
        }
        if (agent.state() != AgentState.WAITING) {
            return Optional.empty();
        }
        AgentRow row = rows.agents().get(agent.agentId());
        long since = agent.waitingFor() != null ? row.permission().at() : agent.lastSeenAt();
        return Optional.of(new SessionSummary.Wait(agent.agentId(), since, agent.stateReason()));
    }

    /** The earliest arrival time at which silence alone changes an agent, epoch ms; empty when none does any more. */
    Optional<Long> wakeAt() {
        List<Long> times = new ArrayList<>();
        add(times, standings.of(ROOT));
        edges.all().keySet().forEach(id -> add(times, standings.of(id)));
        rows.spawns().values().stream()
                .filter(this::shownAsRequest)
                .forEach(spawn -> add(times, standings.unclaimed(spawn)));
        return times.stream().min(Comparator.naturalOrder());
    }

    private static void add(List<Long> times, Standing standing) {
        if (standing.wakeAt() != null) {
            times.add(standing.wakeAt());
        }
    }
}
