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
import io.delegraph.schemas.lifecycle.PermissionModeSource;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the lifecycle of each agent of a session from its rows, its edge and its status. */
final class AgentLifecycles {
    private final SessionRows rows;
    private final DelegationTree tree;
    private final StatusResolver statuses;
    private final WorkflowResolver workflows;
    private final Prices prices;
    private final long asOf;

    AgentLifecycles(
            SessionRows rows,
            DelegationTree tree,
            StatusResolver statuses,
            WorkflowResolver workflows,
            Prices prices,
            long asOf) {
        this.rows = rows;
        this.tree = tree;
        this.statuses = statuses;
        this.workflows = workflows;
        this.prices = prices;
        this.asOf = asOf;
    }

    /** The lifecycle of the root or of an agent of the tree. */
    AgentLifecycle agent(String agentId) {
        AgentRow row = row(agentId);
        boolean root = agentId.equals(ROOT);
        DelegationEdge edge = tree.of(agentId);
        SpawnRow spawn = root ? null : statuses.request(agentId);
        SpawnRequest request = spawn == null ? null : spawn.request();
        AgentKind kind = statuses.kind(agentId);
        AgentStatus status = statuses.of(agentId);
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
                .state(status.state())
                .stateReason(status.reason())
                .errorMessage(root ? rootError(status) : error(status, agentId, spawn))
                .edgeEvidence(root ? null : edge.evidence())
                .workflowId(root ? null : workflows.of(agentId))
                .requestToolUseId(edge.toolUseId())
                .description(traits.description())
                .name(traits.name())
                .background(BackgroundMode.resolve(row, spawn))
                .model(traits.model())
                .isolation(request == null ? null : request.isolation())
                .requestedAt(spawn == null ? null : spawn.requestedAt())
                .startedAt(startedAt)
                .endedAt(status.endedAt())
                .durationMs(root ? elapsed(startedAt, status.endedAt()) : runMs(status, runs))
                .runs(root ? 1 : runs.size())
                .toolCalls(row.counts().toolCalls())
                .toolFailures(row.counts().toolFailures())
                .lastTool(Timestamped.valueOf(row.lastTool()))
                .tokens(tokens.usage())
                .totalTokens(tokens.total())
                .tokensSource(tokens.source())
                .costUsd(prices.cost(traits.model(), tokens.usage()))
                .permissionMode(permissionMode(row, spawn))
                .permissionModeSource(permissionModeSource(row, spawn))
                .permissionRequests(row.counts().permissionRequests())
                .permissionDenials(row.counts().denials())
                .waitingFor(waitingFor(status, row))
                .waitingKind(waitingKind(status, row))
                .messagesSent(row.counts().messages())
                .activity(row.activity() == null ? null : row.activity().toAgentActivity())
                .lastSeenAt(lastSeen(row, spawn))
                .source(session.source())
                .project(Timestamped.valueOf(session.project()))
                .user(session.user())
                .host(session.host())
                .asOf(asOf)
                .build();
    }

    /** Its own mode, else the one in which its parent asked for it: an agent begins with that, and may report none of its own. */
    private static @Nullable String permissionMode(AgentRow row, @Nullable SpawnRow spawn) {
        return row.permissionMode() == null && spawn != null
                ? Timestamped.valueOf(spawn.permissionMode())
                : row.knownPermissionMode();
    }

    private static PermissionModeSource permissionModeSource(AgentRow row, @Nullable SpawnRow spawn) {
        if (permissionMode(row, spawn) == null) {
            return PermissionModeSource.UNKNOWN;
        }
        if (row.permissionMode() == null) {
            return PermissionModeSource.PARENT;
        }
        return row.modeFromHook() == null ? PermissionModeSource.TRANSCRIPT : PermissionModeSource.HOOK;
    }

    /** Whether an agent's state and its wait are still as emitted. A change of these is emitted at once. */
    boolean hasSameStatus(AgentLifecycle emitted) {
        AgentRow row = row(emitted.agentId());
        AgentStatus status = statuses.of(emitted.agentId());
        return emitted.state() == status.state()
                && Objects.equals(emitted.waitingFor(), waitingFor(status, row))
                && (emitted.state() != AgentState.WAITING
                        || emitted.permissionRequests() == row.counts().permissionRequests());
    }

    /** The sum of its runs, ms, without the pauses between them; null while it runs and when a part of it was not seen. */
    private static @Nullable Long runMs(AgentStatus status, List<ObservedRun> runs) {
        if (status.endedAt() == null || runs.isEmpty()) {
            return null;
        }
        long sum = 0;
        for (ObservedRun run : runs) {
            Long ended = run == runs.getLast() ? status.endedAt() : run.endedAt();
            if (run.beganAt() == null || ended == null) {
                return null;
            }
            sum += Math.max(0, ended - run.beganAt());
        }
        return sum;
    }

    private static @Nullable Long elapsed(@Nullable Long from, @Nullable Long to) {
        return from == null || to == null ? null : (Long) Math.max(0, to - from);
    }

    private @Nullable String rootError(AgentStatus status) {
        RootTurn turn = RootTurn.of(rows);
        return status.state() == AgentState.WAITING && turn.failure() != null
                ? turn.failure().message()
                : null;
    }

    /** The first line of the client's message about the end; null when the agent did not fail and when nothing was reported. */
    private @Nullable String error(AgentStatus status, String agentId, @Nullable SpawnRow spawn) {
        if (status.state() != AgentState.FAILED && status.state() != AgentState.REFUSED) {
            return null;
        }
        RunMark end = statuses.end(agentId);
        return end != null && end.message() != null ? end.message() : UnmatchedLifecycles.failure(spawn);
    }

    private @Nullable WaitKind waitingKind(AgentStatus status, AgentRow row) {
        WaitCause cause = waitCause(status, row);
        return cause != null
                ? cause.kind()
                : status.state() == AgentState.WAITING && row.isRoot() ? WaitKind.PROMPT : null;
    }

    private AgentRow row(String agentId) {
        return rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null));
    }

    private @Nullable String waitingFor(AgentStatus status, AgentRow row) {
        WaitCause cause = waitCause(status, row);
        return cause == null ? null : cause.tool();
    }

    private @Nullable WaitCause waitCause(AgentStatus status, AgentRow row) {
        return status.state() == AgentState.WAITING ? statuses.openWait(row) : null;
    }

    /** Keeps the top of the path. With full paths, the records of a chain would grow with the square of its depth. */
    static List<String> truncate(List<String> path) {
        return path.subList(0, Math.min(path.size(), AgentLifecycle.MAX_PATH_LENGTH));
    }

    private static @Nullable Long started(List<ObservedRun> runs) {
        return runs.isEmpty() ? null : runs.getFirst().startedAt();
    }

    private long lastSeen(AgentRow row, @Nullable SpawnRow spawn) {
        long last = row.seen() == null ? 0 : row.seen().lastAt();
        RunMark end = statuses.end(row.agentId());
        if (end != null) {
            last = Math.max(last, end.at());
        }
        if (last == 0 && spawn != null && spawn.firstKnownAt() != null) {
            last = spawn.firstKnownAt();
        }
        if (last == 0 && rows.session().seen() != null) {
            // the root itself was never seen, only its agents were
            last = rows.session().seen().lastAt();
        }
        return Math.max(last, row.listedAt() == null ? 0 : row.listedAt());
    }
}
