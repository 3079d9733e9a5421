package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers the last emitted state of a session's agents and workflows, so that only changes are emitted. */
final class Emitter {
    private final String sessionId;
    private final WorkflowGraphCache graphs;
    private final Map<String, AgentLifecycle> agents = new HashMap<>();
    private final Map<String, WorkflowSummary> workflows = new HashMap<>();

    /** @param graphs that give agents their context and workflows their graph */
    Emitter(String sessionId, WorkflowGraphCache graphs) {
        this.sessionId = sessionId;
        this.graphs = graphs;
    }

    /** The last emitted lifecycle of an agent; null when none was emitted. */
    @Nullable
    AgentLifecycle lastEmitted(String agentId) {
        return agents.get(agentId);
    }

    /**
     * Takes the given state of the session as emitted.
     *
     * @param analysed false when their contexts and graphs may not have been emitted
     */
    void restore(List<AgentLifecycle> allAgents, List<WorkflowSummary> allWorkflows, boolean analysed) {
        allAgents.forEach(agent -> agents.put(agent.agentId(), analysed ? graphs.withContext(agent) : agent));
        allWorkflows.forEach(
                workflow -> workflows.put(workflow.workflowId(), analysed ? graphs.withGraph(workflow) : workflow));
    }

    /** Adds the changed and the removed agents to the facts; {@code all} are all agents of the session. */
    void emitAgents(List<AgentLifecycle> all, List<Fact> facts) {
        Set<String> gone = new HashSet<>(agents.keySet());
        for (AgentLifecycle agent : all) {
            gone.remove(agent.agentId());
            emitAgent(agent, facts);
        }
        for (String agentId : gone) {
            agents.remove(agentId);
            facts.add(new Fact.LifecycleRemoved(sessionId, agentId, Fact.RemovalReason.REPLACED));
        }
    }

    /** Adds an agent to the facts unless the last emitted lifecycle differs from it only by the passing of time. */
    void emitAgent(AgentLifecycle bare, List<Fact> facts) {
        AgentLifecycle agent = graphs.withContext(bare);
        AgentLifecycle before = agents.put(agent.agentId(), agent);
        if (before != null && sameButForTime(before, agent)) {
            return;
        }
        facts.add(new Fact.LifecycleChanged(agent, before == null ? null : before.state()));
        EdgeEvidence evidence = agent.edgeEvidence();
        EdgeEvidence evidenceBefore = before == null ? null : before.edgeEvidence();
        if (evidence != null && evidence != evidenceBefore) {
            boolean corrected = before != null
                    && before.parentAgentId() != null
                    && !before.parentAgentId().equals(agent.parentAgentId());
            facts.add(new Fact.EdgeFound(agent.source(), evidenceBefore, evidence, corrected));
        }
    }

    /** Adds the changed and the removed workflows to the facts; {@code all} are all workflows of the session. */
    void emitWorkflows(List<WorkflowSummary> all, List<Fact> facts) {
        Map<String, WorkflowSummary> gone = new HashMap<>(workflows);
        for (WorkflowSummary bare : all) {
            WorkflowSummary workflow = graphs.withGraph(bare);
            WorkflowSummary before = gone.remove(workflow.workflowId());
            workflows.put(workflow.workflowId(), workflow);
            if (before == null || !sameButForTime(before, workflow)) {
                facts.add(new Fact.WorkflowChanged(workflow));
                int more = unobserved(workflow) - unobserved(before);
                if (more > 0) {
                    facts.add(new Fact.AgentsUnobserved(workflow.source(), more));
                }
            }
        }
        for (String workflowId : gone.keySet()) {
            workflows.remove(workflowId);
            facts.add(new Fact.WorkflowRemoved(sessionId, workflowId, Fact.RemovalReason.REPLACED));
        }
    }

    private static int unobserved(@Nullable WorkflowSummary workflow) {
        return workflow == null || workflow.workflowToolAgents() == null
                ? 0
                : workflow.workflowToolAgents().unobserved();
    }

    private static boolean sameButForTime(AgentLifecycle a, AgentLifecycle b) {
        return a.equals(b.asOf(a.asOf(), a.stateReason())) && a.state() == b.state();
    }

    private static boolean sameButForTime(WorkflowSummary a, WorkflowSummary b) {
        return a.equals(b.withAsOf(a.asOf()));
    }
}
