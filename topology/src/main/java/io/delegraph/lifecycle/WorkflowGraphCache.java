package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The latest analyses of a session's workflows; only what may have changed is analysed again, because that reads every tool call. */
final class WorkflowGraphCache {
    private final WorkflowAnalyzer analysis;
    private final Map<String, WorkflowGraph> graphs = new HashMap<>();
    private final Map<String, AgentContext> contexts = new HashMap<>();

    /** What each analysis was made of. */
    private final Map<String, AnalysisInput> inputs = new HashMap<>();

    /** Something that happened between these was learned, epoch ms; nothing while the first is the later one. */
    private long changedFrom = Long.MAX_VALUE;

    private long changedTo = Long.MIN_VALUE;

    /** Prompts that the root was heard of under: what it does for one may come while another one's workflow goes on. */
    private final Set<String> changedPrompts = new HashSet<>();

    /** A workflow and its agents, whenever they are looked at. */
    private record AnalysisInput(WorkflowSummary workflow, List<AgentLifecycle> members) {
        static AnalysisInput of(WorkflowSummary workflow, List<AgentLifecycle> members) {
            return new AnalysisInput(
                    workflow.withAsOf(0),
                    members.stream().map(agent -> agent.asOf(0, "")).toList());
        }

        /** Whether something that happened between these may belong to it; what still goes on is looked at as of the latest event. */
        boolean overlaps(long from, long to) {
            long ended = workflow.endedAt() == null ? Long.MAX_VALUE : workflow.endedAt();
            long heardOf =
                    members.stream().mapToLong(AgentLifecycle::lastSeenAt).max().orElse(ended);
            return from <= Math.max(ended, heardOf) && (workflow.startedAt() == null || workflow.startedAt() <= to);
        }
    }

    WorkflowGraphCache(WorkflowAnalyzer analysis) {
        this.analysis = analysis;
    }

    /** Something was learned that happened then, epoch ms. */
    void markChanged(long at) {
        changedFrom = Math.min(changedFrom, at);
        changedTo = Math.max(changedTo, at);
    }

    /** Something was learned of the root under a prompt. */
    void markChanged(String promptId) {
        changedPrompts.add(promptId);
    }

    boolean stale() {
        return changedFrom <= changedTo;
    }

    /** Analyses what is stale; {@code agents} and {@code workflows} are all of the view's. */
    void refresh(SessionView view, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        Map<String, List<AgentLifecycle>> members = agents.stream()
                .filter(agent -> agent.workflowId() != null)
                .collect(Collectors.groupingBy(AgentLifecycle::workflowId));
        Set<String> ids = workflows.stream().map(WorkflowSummary::workflowId).collect(Collectors.toSet());
        Set<String> prompted = view.workflowsOf(changedPrompts);
        graphs.keySet().retainAll(ids);
        inputs.keySet().retainAll(ids);
        for (WorkflowSummary workflow : workflows) {
            String id = workflow.workflowId();
            AnalysisInput basis = AnalysisInput.of(workflow, members.getOrDefault(id, List.of()));
            if (!basis.equals(inputs.put(id, basis))
                    || basis.overlaps(changedFrom, changedTo)
                    || prompted.contains(id)) {
                graphs.put(id, view.graph(workflow, agents, analysis));
            }
        }
        changedFrom = Long.MAX_VALUE;
        changedTo = Long.MIN_VALUE;
        changedPrompts.clear();
        contexts.clear();
        for (WorkflowSummary workflow : workflows) {
            WorkflowGraph graph = graphs.get(workflow.workflowId());
            Objects.requireNonNull(graph, "every workflow was analysed")
                    .agents()
                    .forEach(this::addContext);
        }
    }

    /** The root works in every workflow: what it is to the latest one counts, and how it delegates in the latest in which it does. */
    private void addContext(AgentPart part) {
        AgentContext before = contexts.get(part.agentId());
        AgentContext now = part.context();
        contexts.put(
                part.agentId(),
                before != null && part.agentId().equals(ROOT) && now.delegationStrategy() == null
                        ? now.withDelegationStrategy(before.delegationStrategy())
                        : now);
    }

    AgentLifecycle withContext(AgentLifecycle agent) {
        AgentContext context = contexts.get(agent.agentId());
        return context == null ? agent : agent.withContext(context);
    }

    WorkflowSummary withGraph(WorkflowSummary workflow) {
        WorkflowGraph graph = graphs.get(workflow.workflowId());
        return graph == null ? workflow : workflow.withGraph(graph);
    }
}
