package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The lifecycles of a session's agents, one by one: what rows, edges and standings say of each. */
final class AgentLifecycleBuilder {
    private final SessionRows rows;
    private final DelegationTree tree;
    private final StatusResolver statuses;
    private final WorkflowResolver workflows;
    private final Prices prices;
    private final long asOf;

    AgentLifecycleBuilder(
            SessionRows rows,
            DelegationTree edges,
            StatusResolver standings,
            WorkflowResolver workflows,
            Prices prices,
            long asOf) {
        this.rows = rows;
        this.tree = edges;
        this.statuses = standings;
        this.workflows = workflows;
        this.prices = prices;
        this.asOf = asOf;
    }

    /** Of the root, or of an agent of the tree. */
    AgentLifecycle agent(String agentId) {
        AgentRow row = row(agentId);
        boolean root = agentId.equals(ROOT);
        DelegationEdge edge = tree.of(agentId);
        SpawnRow spawn = root ? null : statuses.request(agentId);
        SpawnRequest asked = spawn == null ? null : spawn.request();
        AgentKind kind = statuses.kind(agentId);
        AgentStatus standing = statuses.of(agentId);
        List<ObservedRun> runs = statuses.runs(agentId);
        Long startedAt = root ? (row.seen() == null ? null : (Long) row.seen().firstAt()) : started(runs);
        List<String> path = tree.path(agentId);
        TokenTotals tokens = TokenTotals.of(row, rows.marks(agentId), spawn);
        AgentTraits traits = AgentTraits.of(row, kind, spawn);
        SessionRow session = rows.session();
        return AgentLifecycle.builder()
                .sessionId(rows.sessionId())
                .agentId(agentId)
                .parentAgentId(edge.parentAgentId())
                .agentType(traits.type())
                .kind(kind)
                .agentHierarchyLevel(path.getFirst().equals(ROOT) ? path.size() - 1 : null)
                .agentHierarchyPath(truncate(path))
                .state(standing.state())
                .stateReason(standing.reason())
                .errorMessage(root ? rootError(standing) : error(standing, agentId, spawn))
                .edgeEvidence(root ? null : edge.evidence())
                .workflowId(root ? null : workflows.of(agentId))
                .requestToolUseId(edge.toolUseId())
                .description(traits.description())
                .name(traits.name())
                .background(BackgroundMode.resolve(row, spawn))
                .model(traits.model())
                .isolation(asked == null ? null : asked.isolation())
                .requestedAt(spawn == null ? null : spawn.requestedAt())
                .startedAt(startedAt)
                .endedAt(standing.endedAt())
                .durationMs(root ? elapsed(startedAt, standing.endedAt()) : runMs(standing, runs))
                .runs(root ? 1 : runs.size())
                .toolCalls(row.counts().toolCalls())
                .toolFailures(row.counts().toolFailures())
                .lastTool(Timestamped.valueOf(row.lastTool()))
                .tokens(tokens.usage())
                .totalTokens(tokens.total())
                .tokensSource(tokens.source())
                .costUsd(prices.cost(traits.model(), tokens.usage()))
                .permissionMode(row.knownPermissionMode())
                .permissionRequests(row.counts().permissionRequests())
                .permissionDenials(row.counts().denials())
                .waitingFor(waitingFor(standing, row))
                .waitingKind(waitingKind(standing, row))
                .messagesSent(row.counts().messages())
                .lastSeenAt(lastSeen(row, spawn))
                .source(session.source())
                .project(Timestamped.valueOf(session.project()))
                .user(session.user())
                .host(session.host())
                .asOf(asOf)
                .build();
    }

    /** Whether an agent's state and what it waits for are still as told: what is to be told at once when it changes. */
    boolean hasSameStatus(AgentLifecycle told) {
        AgentRow row = row(told.agentId());
        AgentStatus standing = statuses.of(told.agentId());
        return told.state() == standing.state()
                && Objects.equals(told.waitingFor(), waitingFor(standing, row))
                && (told.state() != AgentState.WAITING
                        || told.permissionRequests() == row.counts().permissionRequests());
    }

    /** The time of its runs, ms: what lies between them is none of its; null while it runs and when a part of it was not seen. */
    private static Long runMs(AgentStatus standing, List<ObservedRun> runs) {
        if (standing.endedAt() == null || runs.isEmpty()) {
            return null;
        }
        long sum = 0;
        for (ObservedRun run : runs) {
            Long ended = run == runs.getLast() ? standing.endedAt() : run.endedAt();
            if (run.beganAt() == null || ended == null) {
                return null;
            }
            sum += Math.max(0, ended - run.beganAt());
        }
        return sum;
    }

    private static Long elapsed(Long from, Long to) {
        return from == null || to == null ? null : (Long) Math.max(0, to - from);
    }

    private String rootError(AgentStatus standing) {
        RootTurn turn = RootTurn.of(rows);
        return standing.state() == AgentState.WAITING && turn.failure() != null
                ? turn.failure().message()
                : null;
    }

    /** What the client said of its end, first line; null when it did not fail, and when nothing was told. */
    private String error(AgentStatus standing, String agentId, SpawnRow spawn) {
        if (standing.state() != AgentState.FAILED && standing.state() != AgentState.REFUSED) {
            return null;
        }
        RunMark end = statuses.end(agentId);
        return end != null && end.message() != null ? end.message() : failure(spawn);
    }

    private static String failure(SpawnRow spawn) {
        return spawn == null || spawn.failed() == null || spawn.failed().value().isEmpty()
                ? null
                : spawn.failed().value();
    }

    private WaitKind waitingKind(AgentStatus standing, AgentRow row) {
        WaitCause cause = waitCause(standing, row);
        return cause != null
                ? cause.kind()
                : standing.state() == AgentState.WAITING && row.isRoot() ? WaitKind.PROMPT : null;
    }

    private AgentRow row(String agentId) {
        return rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null));
    }

    private String waitingFor(AgentStatus standing, AgentRow row) {
        WaitCause cause = waitCause(standing, row);
        return cause == null ? null : cause.tool();
    }

    private WaitCause waitCause(AgentStatus standing, AgentRow row) {
        return standing.state() == AgentState.WAITING && row.permission() != null && statuses.waiting(row)
                ? row.permission().value()
                : null;
    }

    /** In each agent of a chain the whole way down would grow with the square of its depth. */
    private static List<String> truncate(List<String> path) {
        return path.subList(0, Math.min(path.size(), AgentLifecycle.MAX_PATH_LENGTH));
    }

    /** Of a request that no agent was found for. */
    AgentLifecycle unmatchedRequest(SpawnRow spawn) {
        AgentStatus standing = statuses.unmatched(spawn);
        SpawnRequest asked = spawn.request();
        List<String> path =
                new ArrayList<>(spawn.parentAgentId() == null ? List.of() : tree.path(spawn.parentAgentId()));
        path.add(spawn.toolUseId());
        SessionRow session = rows.session();
        Long knownAt = spawn.firstKnownAt();
        return AgentLifecycle.builder()
                .sessionId(rows.sessionId())
                .agentId(spawn.toolUseId())
                .parentAgentId(spawn.parentAgentId())
                .agentType(asked == null ? null : asked.agentType())
                .kind(spawn.remoteTeammate() ? AgentKind.REMOTE_TEAMMATE : AgentKind.SUBAGENT)
                .agentHierarchyLevel(path.getFirst().equals(ROOT) ? path.size() - 1 : null)
                .agentHierarchyPath(truncate(path))
                .state(standing.state())
                .stateReason(standing.reason())
                .errorMessage(standing.state().terminal() ? failure(spawn) : null)
                .workflowId(workflows.of(spawn))
                .requestToolUseId(spawn.toolUseId())
                .description(asked == null ? null : asked.description())
                .name(asked == null ? null : asked.name())
                .background(asked == null ? null : asked.background())
                .model(asked == null ? null : asked.model())
                .isolation(asked == null ? null : asked.isolation())
                .requestedAt(spawn.requestedAt())
                .endedAt(standing.endedAt())
                .tokensSource(TokensSource.NONE)
                .lastSeenAt(standing.endedAt() == null ? knownAt : Math.max(knownAt, standing.endedAt()))
                .source(session.source())
                .project(Timestamped.valueOf(session.project()))
                .user(session.user())
                .host(session.host())
                .asOf(asOf)
                .build();
    }

    private static Long started(List<ObservedRun> runs) {
        return runs.isEmpty() ? null : runs.getFirst().startedAt();
    }

    private long lastSeen(AgentRow row, SpawnRow spawn) {
        long last = row.seen() == null ? 0 : row.seen().lastAt();
        RunMark end = statuses.end(row.agentId());
        if (end != null) {
            last = Math.max(last, end.at());
        }
        if (last == 0 && spawn != null && spawn.firstKnownAt() != null) {
            last = spawn.firstKnownAt();
        }
        if (last == 0 && rows.session().seen() != null) {
            // a root whose agents alone were heard of
            last = rows.session().seen().lastAt();
        }
        return Math.max(last, row.listedAt() == null ? 0 : row.listedAt());
    }
}
