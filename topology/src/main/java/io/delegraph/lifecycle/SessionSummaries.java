package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WaitKind;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the summary of a session for lists, with the agents that need a person. */
final class SessionSummaries {
    private final SessionRows rows;
    private final int helpers;
    private final StatusResolver statuses;
    private final long asOf;

    /** {@code helpers} is the number of the client's internal helpers that have stopped. */
    SessionSummaries(SessionRows rows, int helpers, StatusResolver statuses, long asOf) {
        this.rows = rows;
        this.helpers = helpers;
        this.statuses = statuses;
        this.asOf = asOf;
    }

    /** The summary; {@code agents} are all agents and workflows of the session. */
    SessionSummary build(List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        SessionRow session = rows.session();
        Sighting seen = session.seen() == null ? Sighting.of(0, 0) : session.seen();
        Map<AgentState, Integer> states = new EnumMap<>(AgentState.class);
        List<SessionSummary.Wait> waits = new ArrayList<>();
        for (AgentLifecycle agent : agents) {
            if (!agent.agentId().equals(ROOT)) {
                states.merge(agent.state(), 1, Integer::sum);
            }
            waitOf(agent).ifPresent(waits::add);
        }
        waits.sort(Comparator.comparingLong(SessionSummary.Wait::since).thenComparing(SessionSummary.Wait::agentId));
        List<BigDecimal> costs = agents.stream()
                .map(AgentLifecycle::costUsd)
                .filter(Objects::nonNull)
                .map(BigDecimal::valueOf)
                .toList();
        AgentStatus root = statuses.of(ROOT);
        Optional<SessionTitle> title = SessionTitle.of(rows);
        return SessionSummary.builder()
                .sessionId(rows.sessionId())
                .title(title.map(SessionTitle::text).orElse(null))
                .titleSource(title.map(SessionTitle::source).orElse(null))
                .state(root.state())
                .stateReason(root.reason())
                .source(session.source())
                .sourceVersion(Timestamped.valueOf(session.sourceVersion()))
                .project(Timestamped.valueOf(session.project()))
                .user(session.user())
                .host(session.host())
                .startedAt(seen.firstAt())
                .endedAt(root.endedAt())
                .lastSeenAt(seen.lastAt())
                .agents(states)
                .workflows((int) rows.prompts().values().stream()
                        .filter(prompt -> prompt.ownAt() != null)
                        .count())
                .internalHelpers(helpers)
                .costUsd(
                        costs.isEmpty()
                                ? null
                                : costs.stream()
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .doubleValue())
                .costAgents(costs.size())
                .tokens(agents.stream()
                        .map(AgentLifecycle::allTokens)
                        .filter(Objects::nonNull)
                        .reduce(Long::sum)
                        .orElse(null))
                .failedTurns(failedTurns())
                .activeMs(workflows.stream()
                        .filter(workflow -> workflow.startedAt() != null)
                        .map(workflow -> elapsed(workflow, seen.lastAt()))
                        .reduce(Long::sum)
                        .orElse(null))
                .waits(waits)
                .parentSessionId(session.parentSession())
                .previousSessionId(MovedAgentRows.homeSessions(rows).values().stream()
                        .min(Comparator.naturalOrder())
                        .orElse(Timestamped.valueOf(session.previous())))
                .nextSessionId(
                        MovedAgentRows.laterSession(rows) == null
                                ? Timestamped.valueOf(session.next())
                                : MovedAgentRows.laterSession(rows))
                .children(rows.links().stream()
                        .filter(LinkRow::isCurrent)
                        .map(link -> new SessionSummary.Child(
                                link.childSessionId(), startedBy(link.childSessionId(), link.at()), link.at()))
                        .toList())
                .asOf(asOf)
                .build();
    }

    /** A client that gives prompts no id reports only its latest failed turn. */
    private int failedTurns() {
        int ofPrompts = (int) rows.prompts().values().stream()
                .filter(prompt -> prompt.failed() != null)
                .count();
        return rows.session().turnFailed() == null ? ofPrompts : Math.max(1, ofPrompts);
    }

    private static long elapsed(WorkflowSummary workflow, long lastSeenAt) {
        Long startedAt = workflow.startedAt();
        long endedAt = workflow.endedAt() == null ? lastSeenAt : workflow.endedAt();
        return startedAt == null ? 0 : Math.max(0, endedAt - startedAt);
    }

    /** The agent that started another session: the one that requested a teammate who works there, else the only one that ran a shell command
     * at that time; null when there is no single one.
     */
    private @Nullable String startedBy(String session, long at) {
        return rows.spawns().values().stream()
                .filter(spawn -> session.equals(spawn.agentSessionId()))
                .map(SpawnRow::toolUseId)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> startedBy(at));
    }

    private @Nullable String startedBy(long at) {
        List<String> shells = rows.agents().keySet().stream()
                .filter(agentId -> rows.tools(agentId).stream()
                        .anyMatch(tool -> tool.action() == ToolAction.RUN_SHELL
                                && tool.startedAt() != null
                                && tool.startedAt() <= at
                                && (tool.endedAt() == null || tool.endedAt() >= at)))
                .toList();
        return shells.size() == 1 ? shells.getFirst() : null;
    }

    private Optional<SessionSummary.Wait> waitOf(AgentLifecycle agent) {
        if (agent.state() == AgentState.LOST) {
            return Optional.of(new SessionSummary.Wait(agent.agentId(), agent.lastSeenAt(), agent.stateReason(), null));
        }
        if (agent.state() != AgentState.WAITING) {
            return Optional.empty();
        }
        RootTurn turn = agent.waitingKind() == WaitKind.PROMPT ? RootTurn.of(rows) : null;
        if (turn != null && turn.state() != RootTurn.TurnState.FAILED) {
            // nothing is held up
            return Optional.empty();
        }
        AgentRow row = rows.agents().get(agent.agentId());
        Timestamped<WaitCause> asked = row == null || agent.waitingFor() == null ? null : row.permission();
        Long turnAt = turn == null ? null : turn.at();
        long since = asked != null ? asked.at() : turnAt != null ? turnAt : agent.lastSeenAt();
        return Optional.of(new SessionSummary.Wait(agent.agentId(), since, agent.stateReason(), agent.waitingKind()));
    }
}
