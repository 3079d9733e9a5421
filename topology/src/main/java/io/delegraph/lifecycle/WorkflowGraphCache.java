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

/**
 * The latest analyses of a session's workflows. Only workflows that may have changed are analysed again, because that reads every tool
 * call.
 */
final class WorkflowGraphCache {
    private final WorkflowAnalyzer analysis;
    private final Map<String, WorkflowGraph> graphs = new HashMap<>();
    private final Map<String, AgentContext> contexts = new HashMap<>();

    /** The input of each analysis. */
    private final Map<String, AnalysisInput> inputs = new HashMap<>();

    /** Start of the time range of changes since the last refresh, epoch ms; the range is empty while its start is after its end. */
    private long changedFrom = Long.MAX_VALUE;

    private long changedTo = Long.MIN_VALUE;

    /** Changed prompts of the root: it may work for one prompt while another one's workflow goes on. */
    private final Set<String> changedPrompts = new HashSet<>();

    /** A workflow and its agents, without what only depends on the current time. */
    private record AnalysisInput(WorkflowSummary workflow, List<AgentLifecycle> members) {
        static AnalysisInput of(WorkflowSummary workflow, List<AgentLifecycle> members) {
            return new AnalysisInput(
                    workflow.withAsOf(0),
                    members.stream().map(agent -> agent.asOf(0, "")).toList());
        }

        /** Whether changes in this time range may belong to it; it is open-ended while the workflow goes on. */
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

    /** Records a change at a time, epoch ms. */
    void markChanged(long at) {
        changedFrom = Math.min(changedFrom, at);
        changedTo = Math.max(changedTo, at);
    }

    /** Records a change of the root under a prompt. */
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

    /** Merges the root's parts of several workflows: the latest workflow counts, and for its delegation the latest in which it delegates. */
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
