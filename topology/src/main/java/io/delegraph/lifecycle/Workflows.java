package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which prompt each agent works for. A person's prompt is a workflow; a notification's prompt goes on with the workflow that owns its
 * task; an agent belongs where its topmost ancestor was asked for.
 */
final class Workflows {
    private final SessionRows rows;
    private final Edges edges;

    Workflows(SessionRows rows, Edges edges) {
        this.rows = rows;
        this.edges = edges;
    }

    /** The workflow of an agent; null for the root and where the chain of parents is not known up to it. */
    String of(String agentId) {
        String topmost = edges.topmost(agentId);
        return topmost == null
                ? null
                : ofRequest(rows.spawns().get(key(edges.of(topmost).toolUseId())), new HashSet<>());
    }

    /** The workflow of a request for which no agent was found. */
    String of(SpawnRow spawn) {
        if (spawn.parentAgentId() == null) {
            return null;
        }
        return spawn.parentAgentId().equals(ROOT) ? ofRequest(spawn, new HashSet<>()) : of(spawn.parentAgentId());
    }

    private static String key(String toolUseId) {
        return toolUseId == null ? "" : toolUseId;
    }

    private String ofRequest(SpawnRow spawn, Set<String> visited) {
        if (spawn == null) {
            return null;
        }
        String promptId = Stamped.valueOf(spawn.promptId());
        return promptId == null ? promptAt(spawn.knownAt()) : owner(promptId, visited);
    }

    /** The workflow behind a prompt id: itself, or for a notification the one that owns its task. */
    private String owner(String promptId, Set<String> visited) {
        PromptRow prompt = rows.prompts().get(promptId);
        if (prompt == null || prompt.ownAt() != null || prompt.notifiedTask() == null || !visited.add(promptId)) {
            return promptId;
        }
        String topmost = edges.topmost(prompt.notifiedTask().value());
        String owner = topmost == null
                ? promptAt(prompt.notifiedAt())
                : ofRequest(rows.spawns().get(key(edges.of(topmost).toolUseId())), visited);
        return owner == null ? promptId : owner;
    }

    /** Whether a prompt, or a notification's, is this workflow's. */
    boolean belongs(PromptRow prompt, String workflowId) {
        return owner(prompt.promptId(), new HashSet<>()).equals(workflowId);
    }

    /** Clients before 2.1.196 name no prompt: the latest one given before. */
    private String promptAt(Long at) {
        return rows.prompts().values().stream()
                .filter(prompt -> prompt.ownAt() != null && at != null && prompt.ownAt() <= at)
                .max(Comparator.comparing(PromptRow::ownAt).thenComparing(PromptRow::promptId))
                .map(PromptRow::promptId)
                .orElse(null);
    }

    /** Every workflow of the session, oldest first. {@code agents} are all lifecycles of the session. */
    List<WorkflowSummary> summaries(Collection<AgentLifecycle> agents, long asOf) {
        Map<String, List<AgentLifecycle>> members = agents.stream()
                .filter(agent -> agent.workflowId() != null)
                .collect(Collectors.groupingBy(AgentLifecycle::workflowId));
        Map<String, List<PromptRow>> prompts = rows.prompts().values().stream()
                .filter(prompt -> prompt.ownAt() != null || prompt.notifiedTask() != null)
                .collect(Collectors.groupingBy(prompt -> owner(prompt.promptId(), new HashSet<>())));
        Set<String> ids = new HashSet<>(members.keySet());
        ids.addAll(prompts.keySet());
        List<WorkflowSummary> summaries = new ArrayList<>();
        for (String id : ids) {
            summaries.add(summary(id, members.getOrDefault(id, List.of()), prompts.getOrDefault(id, List.of()), asOf));
        }
        summaries.sort(
                Comparator.comparing(WorkflowSummary::startedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(WorkflowSummary::workflowId));
        return summaries;
    }

    private WorkflowSummary summary(String id, List<AgentLifecycle> agents, List<PromptRow> prompts, long asOf) {
        SessionRow session = rows.session();
        PromptRow own = rows.prompts().get(id);
        Map<AgentState, Integer> states = new EnumMap<>(AgentState.class);
        agents.forEach(agent -> states.merge(agent.state(), 1, Integer::sum));
        Long turnEnd = turnEnd(prompts);
        boolean settled = turnEnd != null
                && agents.stream().allMatch(agent -> agent.state().terminal());
        Long startedAt = own == null ? null : own.ownAt();
        Long endedAt = settled
                ? Math.max(
                        turnEnd,
                        agents.stream()
                                .filter(agent -> agent.endedAt() != null)
                                .mapToLong(AgentLifecycle::endedAt)
                                .max()
                                .orElse(turnEnd))
                : null;
        return new WorkflowSummary(
                rows.sessionId(),
                id,
                settled,
                startedAt,
                endedAt,
                startedAt == null || endedAt == null ? null : endedAt - startedAt,
                states,
                agents.stream()
                        .filter(agent -> agent.agentHierarchyLevel() != null)
                        .mapToInt(AgentLifecycle::agentHierarchyLevel)
                        .max()
                        .orElse(0),
                agents.stream().mapToInt(AgentLifecycle::toolCalls).sum(),
                agents.stream().mapToInt(AgentLifecycle::toolFailures).sum(),
                own == null ? null : own.command(),
                own == null ? null : own.declared(),
                session.source(),
                Stamped.valueOf(session.project()),
                session.user(),
                session.host(),
                null,
                asOf);
    }

    /** When the root's turn after the latest of these prompts ended, epoch ms; null while it goes on or when no prompt was seen. */
    private Long turnEnd(List<PromptRow> prompts) {
        SessionRow session = rows.session();
        Long latest = prompts.stream()
                .map(Workflows::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (latest == null) {
            return null;
        }
        Long end = prompts.stream()
                .map(PromptRow::stoppedAt)
                .filter(at -> at != null && at >= latest)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (end == null
                && session.turnEndedAt() != null
                && session.turnEndedAt() >= latest
                && latest.equals(session.promptAt())) {
            end = session.turnEndedAt();
        }
        if (end == null && session.promptAt() != null && session.promptAt() > latest) {
            // a person went on without this turn's end: it was interrupted, or its end was lost
            end = session.promptAt();
        }
        if (end == null && session.ended() != null && session.ended().at() >= latest) {
            end = session.ended().at();
        }
        return end;
    }

    private static Long at(PromptRow prompt) {
        return prompt.ownAt() == null
                ? prompt.notifiedAt()
                : prompt.notifiedAt() == null
                        ? prompt.ownAt()
                        : Long.valueOf(Math.max(prompt.ownAt(), prompt.notifiedAt()));
    }
}
