package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
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
import org.jspecify.annotations.Nullable;

/** Builds the published summaries of a session's workflows: number of agents, their work, the end. */
final class WorkflowSummaries {
    private final SessionRows rows;
    private final StatusResolver statuses;
    private final WorkflowResolver workflows;
    private final RootTurnEnds turnEnds;

    WorkflowSummaries(SessionRows rows, StatusResolver statuses, WorkflowResolver workflows) {
        this.rows = rows;
        this.statuses = statuses;
        this.workflows = workflows;
        this.turnEnds = new RootTurnEnds(rows);
    }

    /** Every workflow of the session, oldest first. {@code agents} are all lifecycles of the session. */
    List<WorkflowSummary> of(Collection<AgentLifecycle> agents, long asOf) {
        Map<String, List<AgentLifecycle>> members = agents.stream()
                .filter(agent -> agent.workflowId() != null)
                .collect(Collectors.groupingBy(AgentLifecycle::workflowId));
        Map<String, List<PromptRow>> prompts = rows.prompts().values().stream()
                .filter(prompt -> prompt.ownAt() != null || prompt.notifiedTask() != null)
                .collect(Collectors.groupingBy(prompt -> workflows.ofPrompt(prompt.promptId())));
        Map<String, List<ObservedRun>> guests = runsOfOtherWorkflows(agents);
        Map<String, Counts> rootCalls = RootCalls.byWorkflow(rows, workflows);
        PromptNumbers numbers = new PromptNumbers(rows);
        Map<String, Integer> reportedCounts = reportedAgentCounts();
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
                    reportedCounts.get(id),
                    asOf));
        }
        summaries.sort(
                Comparator.comparing(WorkflowSummary::startedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(WorkflowSummary::workflowId));
        return summaries;
    }

    /** Runs by the prompt that caused them, when their agent belongs to another workflow. */
    private Map<String, List<ObservedRun>> runsOfOtherWorkflows(Collection<AgentLifecycle> agents) {
        Map<String, List<ObservedRun>> guests = new HashMap<>();
        for (AgentLifecycle agent : agents) {
            if (agent.runs() > 1 && agent.workflowId() != null) {
                for (ObservedRun run : statuses.runs(agent.agentId())) {
                    String promptId = run.promptId();
                    if (promptId != null && !workflows.owns(agent.workflowId(), run)) {
                        guests.computeIfAbsent(workflows.ofPrompt(promptId), id -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        return guests;
    }

    /** Whether no run of an agent goes on in its own workflow. */
    private boolean ended(String workflowId, AgentLifecycle agent) {
        List<ObservedRun> runs = agent.runs() > 1 ? statuses.runs(agent.agentId()) : List.of();
        return agent.state().terminal() || (!runs.isEmpty() && !workflows.owns(workflowId, runs.getLast()));
    }

    /** The end of its last run in its own workflow, epoch ms; null when it was not seen. A lost agent worked until its last event. */
    private @Nullable Long lastEndOf(String workflowId, AgentLifecycle agent) {
        if (agent.runs() <= 1) {
            return agent.endedAt() == null && agent.state().terminal() ? (Long) agent.lastSeenAt() : agent.endedAt();
        }
        List<ObservedRun> runs = statuses.runs(agent.agentId());
        return runs.stream()
                .filter(run -> workflows.owns(workflowId, run))
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
            List<ObservedRun> guests,
            Counts rootCalls,
            @Nullable Integer number,
            @Nullable Integer reportedCount,
            long asOf) {
        SessionRow session = rows.session();
        PromptRow own = rows.prompts().get(id);
        Map<AgentState, Integer> states = new EnumMap<>(AgentState.class);
        agents.forEach(agent -> states.merge(agent.state(), 1, Integer::sum));
        Long turnEnd = turnEnds.after(prompts);
        boolean settled = turnEnd != null
                && agents.stream().allMatch(agent -> ended(id, agent))
                && guests.stream().allMatch(ObservedRun::ended);
        Long startedAt = own == null ? null : own.ownAt();
        Long endedAt = turnEnd != null && settled
                ? Math.max(
                        turnEnd,
                        Stream.concat(
                                        agents.stream().map(agent -> lastEndOf(id, agent)),
                                        guests.stream().map(ObservedRun::endedAt))
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(turnEnd))
                : null;
        return WorkflowSummary.builder()
                .sessionId(rows.sessionId())
                .workflowId(id)
                .number(number)
                .settled(settled)
                .startedAt(startedAt)
                .endedAt(endedAt)
                .durationMs(startedAt == null || endedAt == null ? null : endedAt - startedAt)
                .agents(states)
                .maxLevel(agents.stream()
                        .filter(agent -> agent.agentHierarchyLevel() != null && agent.runs() > 0)
                        .mapToInt(AgentLifecycle::agentHierarchyLevel)
                        .max()
                        .orElse(0))
                .toolCalls(rootCalls.toolCalls()
                        + agents.stream().mapToInt(AgentLifecycle::toolCalls).sum())
                .toolFailures(rootCalls.toolFailures()
                        + agents.stream().mapToInt(AgentLifecycle::toolFailures).sum())
                .command(own == null ? null : own.command())
                .declared(own == null ? null : own.declared())
                .source(session.source())
                .project(Timestamped.valueOf(session.project()))
                .user(session.user())
                .host(session.host())
                .workflowToolAgents(
                        reportedCount == null
                                ? null
                                : new WorkflowToolAgents(reportedCount, (int) agents.stream()
                                        .filter(agent -> agent.kind() == AgentKind.WORKFLOW_AGENT)
                                        .count()))
                .asOf(asOf)
                .build();
    }

    /** The number of agents that the client reported for runs of the Workflow tool, by workflow. */
    private Map<String, Integer> reportedAgentCounts() {
        Map<String, Integer> counts = new HashMap<>();
        for (String task : rows.markedAgents()) {
            rows.marks(task).stream()
                    .filter(mark -> mark.agents() != null)
                    .max(Comparator.comparing(RunMark::agents).thenComparingLong(RunMark::at))
                    .ifPresent(mark -> {
                        String owner = workflows.ofTask(task, mark.at());
                        if (owner != null) {
                            counts.merge(owner, mark.agents(), Integer::sum);
                        }
                    });
        }
        return counts;
    }
}
