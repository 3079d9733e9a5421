package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.patterns.Analysis;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The latest analyses of a session's workflows; only what was touched since is analysed again, because that reads every tool call. */
final class Graphs {
    private final Analysis analysis;
    private final Map<String, WorkflowGraph> graphs = new HashMap<>();
    private final Map<String, AgentContext> contexts = new HashMap<>();

    /** What each analysis was made of, without its graph. */
    private final Map<String, WorkflowSummary> analysed = new HashMap<>();

    private final Set<String> touched = new HashSet<>();

    Graphs(Analysis analysis) {
        this.analysis = analysis;
    }

    /** Something was learned of these agents. */
    void touch(Collection<String> agentIds) {
        touched.addAll(agentIds);
    }

    boolean stale() {
        return !touched.isEmpty();
    }

    /** Analyses what is stale; {@code agents} and {@code workflows} are all of the view's. */
    void refresh(SessionView view, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        Set<String> stale = new HashSet<>();
        for (AgentLifecycle agent : agents) {
            if (agent.workflowId() != null && touched.contains(agent.agentId())) {
                stale.add(agent.workflowId());
            }
        }
        Set<String> gone = new HashSet<>(graphs.keySet());
        for (WorkflowSummary workflow : workflows) {
            String id = workflow.workflowId();
            gone.remove(id);
            WorkflowSummary before = analysed.get(id);
            boolean going = !workflow.settled() && touched.contains(ROOT);
            if (stale.contains(id) || going || before == null || !before.equals(workflow.asOf(before.asOf()))) {
                analysed.put(id, workflow);
                WorkflowGraph graph = view.graph(workflow, agents, analysis);
                graphs.put(id, graph);
                graph.agents().stream()
                        .filter(part -> !part.agentId().equals(ROOT))
                        .forEach(part -> contexts.put(part.agentId(), part.context()));
            }
        }
        gone.forEach(id -> {
            graphs.remove(id);
            analysed.remove(id);
        });
        root(workflows);
        touched.clear();
    }

    /** The root works in every workflow: what it is to the latest one counts. */
    private void root(List<WorkflowSummary> workflows) {
        for (WorkflowSummary workflow : workflows) {
            List<AgentPart> parts = graphs.get(workflow.workflowId()).agents();
            if (!parts.isEmpty() && parts.getFirst().agentId().equals(ROOT)) {
                contexts.put(ROOT, parts.getFirst().context());
            }
        }
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
