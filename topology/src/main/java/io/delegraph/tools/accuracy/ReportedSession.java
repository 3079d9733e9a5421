package io.delegraph.tools.accuracy;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results for one session. */
final class ReportedSession {
    private final List<AgentLifecycle> agents;
    private final List<WorkflowSummary> workflows;
    private final Map<String, AgentContext> contexts = new HashMap<>();
    private final Set<Long> continuationEnds;

    ReportedSession(SessionView view, WorkflowAnalyzer analysis, Collection<PromptRow> prompts) {
        continuationEnds = prompts.stream()
                .filter(prompt -> prompt.notifiedTask() != null && prompt.stoppedAt() != null)
                .map(PromptRow::stoppedAt)
                .collect(Collectors.toSet());
        agents = view.agents();
        workflows = view.workflows(analysis);
        for (WorkflowSummary workflow : workflows) {
            for (AgentPart part : graph(workflow).agents()) {
                contexts.put(part.agentId(), part.context());
            }
        }
    }

    /** Agents that ran, without the root. */
    List<AgentLifecycle> agents() {
        return agents.stream()
                .filter(agent -> !agent.agentId().equals(ROOT) && agent.runs() > 0)
                .toList();
    }

    /** Whether a turn of the root that a notification had begun ended at this time. */
    boolean continued(long end) {
        return continuationEnds.contains(end);
    }

    /** Of one of its workflows. */
    static WorkflowGraph graph(WorkflowSummary workflow) {
        return Objects.requireNonNull(workflow.graph(), "every workflow was analysed");
    }

    /** Null when there is no context. */
    @Nullable
    AgentContext context(String agentId) {
        return contexts.get(agentId);
    }

    /** The agent that a call started; empty when it is unknown. */
    Optional<AgentLifecycle> started(String call) {
        return agents.stream()
                .filter(agent -> call.equals(agent.requestToolUseId()))
                .findFirst();
    }

    Optional<WorkflowSummary> workflow(String workflowId) {
        return workflows.stream()
                .filter(workflow -> workflow.workflowId().equals(workflowId))
                .findFirst();
    }

    List<WorkflowSummary> workflows() {
        return workflows;
    }

    /** The delegator with an agent's id, or with a workflow's id for its root; empty when it does not delegate. */
    Optional<Delegator> delegator(String agentOrWorkflow) {
        Optional<WorkflowSummary> workflow = workflow(agentOrWorkflow);
        return workflow.isPresent()
                ? delegator(workflow.stream(), ROOT)
                : delegator(workflows.stream(), agentOrWorkflow);
    }

    private static Optional<Delegator> delegator(Stream<WorkflowSummary> workflows, String agentId) {
        return workflows
                .flatMap(workflow -> graph(workflow).delegators().stream())
                .filter(delegator -> delegator.agentId().equals(agentId))
                .findFirst();
    }

    List<Relation> relations() {
        return workflows.stream()
                .flatMap(workflow -> graph(workflow).relations().stream())
                .toList();
    }
}
