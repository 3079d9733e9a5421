package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.lifecycle.WorkflowToolAgents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which prompt each agent works for. A person's prompt is a workflow; a notification's prompt goes on with the workflow that owns its
 * task; an agent belongs where its topmost ancestor was asked for.
 */
final class Workflows {
    private final SessionRows rows;
    private final Edges edges;
    private final Standings standings;

    Workflows(SessionRows rows, Edges edges, Standings standings) {
        this.rows = rows;
        this.edges = edges;
        this.standings = standings;
    }

    /** The workflow of an agent; null for the root and where the chain of parents is not known up to it. */
    String of(String agentId) {
        String topmost = edges.topmost(agentId);
        return topmost == null ? null : ofTopmost(topmost, new HashSet<>());
    }

    /** An agent that no call asked for belongs where its run of the Workflow tool was launched, or where it started itself. */
    private String ofTopmost(String agentId, Set<String> visited) {
        SpawnRow request = rows.spawns().get(key(edges.of(agentId).toolUseId()));
        if (request != null) {
            return ofRequest(request, visited);
        }
        AgentRow agent = rows.agents().get(agentId);
        if (agent != null && WorkflowRuns.member(agent)) {
            RunMark launch = WorkflowRuns.launch(agent, rows).orElse(null);
            if (launch != null) {
                return ofMark(launch, visited);
            }
        }
        return rows.marks(agentId).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.STARTED)
                .findFirst()
                .map(mark -> ofMark(mark, visited))
                .orElse(null);
    }

    private String ofMark(RunMark mark, Set<String> visited) {
        return mark.promptId() == null ? promptAt(mark.at()) : owner(mark.promptId(), visited);
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
        String owner = ofTask(prompt.notifiedTask().value(), visited);
        if (owner == null) {
            owner = promptAt(prompt.notifiedAt());
        }
        return owner == null ? promptId : owner;
    }

    /** The workflow of an agent, of a run of the Workflow tool, or of a teammate by its name; null for any other task. */
    private String ofTask(String task, Set<String> visited) {
        String topmost = edges.topmost(task);
        if (topmost != null) {
            return ofTopmost(topmost, visited);
        }
        return rows.marks(task).stream()
                .filter(mark -> mark.kind() == RunMark.Kind.LAUNCHED)
                .findFirst()
                .map(mark -> ofMark(mark, visited))
                .orElseGet(() -> rows.spawns().values().stream()
                        .filter(spawn -> spawn.request() != null
                                && task.equals(spawn.request().name()))
                        .min(Comparator.comparing(SpawnRow::knownAt, Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(SpawnRow::toolUseId))
                        .map(spawn -> ofRequest(spawn, visited))
                        .orElse(null));
    }

    /** Whether a run of an agent belongs to its agent's own workflow: a later prompt may have set it to work again. */
    boolean owns(String workflowId, Run run) {
        return run.number() == 1
                || run.promptId() == null
                || owner(run.promptId(), new HashSet<>()).equals(workflowId);
    }

    /** Whether a prompt, or a notification's, is this workflow's. */
    boolean belongs(PromptRow prompt, String workflowId) {
        return owner(prompt.promptId(), new HashSet<>()).equals(workflowId);
    }

    /** The workflow that a prompt, or a notification's, belongs to. */
    String ofPrompt(String promptId) {
        return owner(promptId, new HashSet<>());
    }

    /** Whether the root made a call for this workflow. */
    boolean madeFor(ToolRow call, String workflowId) {
        Long at = call.startedAt() == null ? call.endedAt() : call.startedAt();
        String own = call.promptId() == null ? promptAt(at) : owner(call.promptId(), new HashSet<>());
        return workflowId.equals(own);
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
        Map<String, List<Run>> guests = guests(agents);
        Map<String, Counts> rootCalls =
                RootCalls.byWorkflow(rows, promptId -> owner(promptId, new HashSet<>()), this::promptAt);
        PromptNumbers numbers = new PromptNumbers(rows);
        Map<String, Integer> told = toldAgents();
        Set<String> ids = new HashSet<>(members.keySet());
        ids.addAll(prompts.keySet());
        List<WorkflowSummary> summaries = new ArrayList<>();
        for (String id : ids) {
            summaries.add(summary(
                    id,
                    members.getOrDefault(id, List.of()),
                    prompts.getOrDefault(id, List.of()),
                    guests.getOrDefault(id, List.of()),
                    rootCalls.getOrDefault(id, Counts.ZERO),
                    numbers.of(id),
                    told.get(id),
                    asOf));
        }
        summaries.sort(
                Comparator.comparing(WorkflowSummary::startedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(WorkflowSummary::workflowId));
        return summaries;
    }

    /** The runs that a prompt caused of agents that belong to another one. */
    private Map<String, List<Run>> guests(Collection<AgentLifecycle> agents) {
        Map<String, List<Run>> guests = new HashMap<>();
        for (AgentLifecycle agent : agents) {
            if (agent.runs() > 1 && agent.workflowId() != null) {
                for (Run run : standings.runs(agent.agentId())) {
                    if (!owns(agent.workflowId(), run)) {
                        guests.computeIfAbsent(owner(run.promptId(), new HashSet<>()), id -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        return guests;
    }

    /** Whether nothing of an agent goes on in its own workflow. */
    private boolean over(AgentLifecycle agent) {
        List<Run> runs = agent.runs() > 1 ? standings.runs(agent.agentId()) : List.of();
        return agent.state().terminal() || (!runs.isEmpty() && !owns(agent.workflowId(), runs.getLast()));
    }

    /**
     * When the last of its runs in its own workflow ended, epoch ms; null when that was not seen. A lost agent worked until it was heard of
     * last.
     */
    private Long endOf(AgentLifecycle agent) {
        if (agent.runs() <= 1) {
            return agent.endedAt() == null && agent.state().terminal() ? (Long) agent.lastSeenAt() : agent.endedAt();
        }
        List<Run> runs = standings.runs(agent.agentId());
        return runs.stream()
                .filter(run -> owns(agent.workflowId(), run))
                .map(run -> run.endedAt() == null
                                && run == runs.getLast()
                                && agent.state().terminal()
                        ? (Long) agent.lastSeenAt()
                        : run.endedAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private WorkflowSummary summary(
            String id,
            List<AgentLifecycle> agents,
            List<PromptRow> prompts,
            List<Run> guests,
            Counts rootCalls,
            Integer number,
            Integer told,
            long asOf) {
        SessionRow session = rows.session();
        PromptRow own = rows.prompts().get(id);
        Map<AgentState, Integer> states = new EnumMap<>(AgentState.class);
        agents.forEach(agent -> states.merge(agent.state(), 1, Integer::sum));
        Long turnEnd = turnEnd(prompts);
        boolean settled = turnEnd != null
                && agents.stream().allMatch(this::over)
                && guests.stream().allMatch(Run::ended);
        Long startedAt = own == null ? null : own.ownAt();
        Long endedAt = settled
                ? Math.max(
                        turnEnd,
                        Stream.concat(
                                        agents.stream().map(this::endOf),
                                        guests.stream().map(Run::endedAt))
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(turnEnd))
                : null;
        return new WorkflowSummary(
                rows.sessionId(),
                id,
                number,
                settled,
                startedAt,
                endedAt,
                startedAt == null || endedAt == null ? null : endedAt - startedAt,
                states,
                agents.stream()
                        .filter(agent -> agent.agentHierarchyLevel() != null && agent.runs() > 0)
                        .mapToInt(AgentLifecycle::agentHierarchyLevel)
                        .max()
                        .orElse(0),
                rootCalls.toolCalls()
                        + agents.stream().mapToInt(AgentLifecycle::toolCalls).sum(),
                rootCalls.toolFailures()
                        + agents.stream().mapToInt(AgentLifecycle::toolFailures).sum(),
                own == null ? null : own.command(),
                own == null ? null : own.declared(),
                session.source(),
                Stamped.valueOf(session.project()),
                session.user(),
                session.host(),
                told == null
                        ? null
                        : new WorkflowToolAgents(told, (int) agents.stream()
                                .filter(agent -> agent.kind() == AgentKind.WORKFLOW_AGENT)
                                .count()),
                null,
                asOf);
    }

    /** By workflow, how many agents the client says that its runs of the Workflow tool had. */
    private Map<String, Integer> toldAgents() {
        Map<String, Integer> told = new HashMap<>();
        for (String task : rows.marked()) {
            rows.marks(task).stream()
                    .filter(mark -> mark.agents() != null)
                    .max(Comparator.comparing(RunMark::agents).thenComparingLong(RunMark::at))
                    .ifPresent(mark -> {
                        String owner = ofTask(task, new HashSet<>());
                        told.merge(owner == null ? key(promptAt(mark.at())) : owner, mark.agents(), Integer::sum);
                    });
        }
        return told;
    }

    /** When the root's turn after the latest of these prompts ended, epoch ms; null while it goes on or when no prompt was seen. */
    private Long turnEnd(List<PromptRow> prompts) {
        SessionRow session = rows.session();
        Long latest = prompts.stream()
                .map(Workflows::at)
                .filter(Objects::nonNull)
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
        Long next = rows.prompts().values().stream()
                .map(Workflows::at)
                .filter(at -> at != null && at > latest)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (end == null) {
            // an end without a prompt's id belongs to the turn that it falls in
            end = rows.prompts().values().stream()
                    .filter(prompt -> at(prompt) == null)
                    .map(PromptRow::stoppedAt)
                    .filter(at -> at != null && at >= latest && (next == null || at <= next))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
        if (end == null
                && session.turnEndedAt() != null
                && session.turnEndedAt() >= latest
                && latest.equals(session.promptAt())) {
            end = session.turnEndedAt();
        }
        if (end == null && next != null) {
            // a person went on without this turn's end: it was interrupted, or its end was lost
            end = next;
        }
        if (end == null && session.ended() != null && session.ended().at() >= latest) {
            end = session.ended().at();
        }
        return end;
    }

    /** When its latest turn began, epoch ms; null when only an end was seen. */
    private static Long at(PromptRow prompt) {
        return prompt.ownAt() == null
                ? prompt.notifiedAt()
                : prompt.notifiedAt() == null
                        ? prompt.ownAt()
                        : Long.valueOf(Math.max(prompt.ownAt(), prompt.notifiedAt()));
    }
}
