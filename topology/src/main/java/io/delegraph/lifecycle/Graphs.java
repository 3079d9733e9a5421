package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.patterns.Analysis;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The latest analyses of a session's workflows; only what may have changed is analysed again, because that reads every tool call. */
final class Graphs {
    private final Analysis analysis;
    private final Map<String, WorkflowGraph> graphs = new HashMap<>();
    private final Map<String, AgentContext> contexts = new HashMap<>();

    /** What each analysis was made of. */
    private final Map<String, Basis> analysed = new HashMap<>();

    /** Something that happened between these was learned, epoch ms; nothing while the first is the later one. */
    private long touchedFrom = Long.MAX_VALUE;

    private long touchedTo = Long.MIN_VALUE;

    /** Prompts that the root was heard of under: what it does for one may come while another one's workflow goes on. */
    private final Set<String> touchedPrompts = new HashSet<>();

    /** A workflow and its agents, whenever they are looked at. */
    private record Basis(WorkflowSummary workflow, List<AgentLifecycle> members) {
        static Basis of(WorkflowSummary workflow, List<AgentLifecycle> members) {
            return new Basis(
                    workflow.asOf(0),
                    members.stream().map(agent -> agent.asOf(0, "")).toList());
        }

        /** Whether something that happened between these may belong to it; what still goes on is looked at as of the latest event. */
        boolean touched(long from, long to) {
            long ended = workflow.endedAt() == null ? Long.MAX_VALUE : workflow.endedAt();
            long heardOf =
                    members.stream().mapToLong(AgentLifecycle::lastSeenAt).max().orElse(ended);
            return from <= Math.max(ended, heardOf) && (workflow.startedAt() == null || workflow.startedAt() <= to);
        }
    }

    Graphs(Analysis analysis) {
        this.analysis = analysis;
    }

    /** Something was learned that happened then, epoch ms. */
    void touch(long at) {
        touchedFrom = Math.min(touchedFrom, at);
        touchedTo = Math.max(touchedTo, at);
    }

    /** Something was learned of the root under a prompt. */
    void touch(String promptId) {
        touchedPrompts.add(promptId);
    }

    boolean stale() {
        return touchedFrom <= touchedTo;
    }

    /** Analyses what is stale; {@code agents} and {@code workflows} are all of the view's. */
    void refresh(SessionView view, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        Map<String, List<AgentLifecycle>> members = agents.stream()
                .filter(agent -> agent.workflowId() != null)
                .collect(Collectors.groupingBy(AgentLifecycle::workflowId));
        Set<String> ids = workflows.stream().map(WorkflowSummary::workflowId).collect(Collectors.toSet());
        Set<String> prompted = view.workflowsOf(touchedPrompts);
        graphs.keySet().retainAll(ids);
        analysed.keySet().retainAll(ids);
        for (WorkflowSummary workflow : workflows) {
            String id = workflow.workflowId();
            Basis basis = Basis.of(workflow, members.getOrDefault(id, List.of()));
            if (!basis.equals(analysed.put(id, basis))
                    || basis.touched(touchedFrom, touchedTo)
                    || prompted.contains(id)) {
                graphs.put(id, view.graph(workflow, agents, analysis));
            }
        }
        touchedFrom = Long.MAX_VALUE;
        touchedTo = Long.MIN_VALUE;
        touchedPrompts.clear();
        contexts.clear();
        workflows.forEach(workflow -> graphs.get(workflow.workflowId()).agents().forEach(this::place));
    }

    /** The root works in every workflow: what it is to the latest one counts, and how it delegates in the latest in which it does. */
    private void place(AgentPart part) {
        AgentContext before = contexts.get(part.agentId());
        boolean still =
                part.agentId().equals(ROOT) && before != null && part.context().delegationStrategy() == null;
        contexts.put(part.agentId(), still ? part.context().delegating(before.delegationStrategy()) : part.context());
    }

    AgentLifecycle withContext(AgentLifecycle agent) {
        AgentContext context = contexts.get(agent.agentId());
        return context == null ? agent : agent.inContext(context);
    }

    WorkflowSummary withGraph(WorkflowSummary workflow) {
        WorkflowGraph graph = graphs.get(workflow.workflowId());
        return graph == null ? workflow : workflow.withGraph(graph);
    }
}
