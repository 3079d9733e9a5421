package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reader of the compacted topics has of a session: the latest record of each agent and workflow that was not removed. */
final class PublishedRecords {
    private final Map<String, AgentLifecycle> agents = new LinkedHashMap<>();
    private final Map<String, WorkflowSummary> workflows = new LinkedHashMap<>();

    void take(Fact fact) {
        switch (fact) {
            case Fact.LifecycleChanged changed -> agents.put(changed.agent().agentId(), changed.agent());
            case Fact.LifecycleRemoved removed -> agents.remove(removed.agentId());
            case Fact.WorkflowChanged changed ->
                workflows.put(changed.workflow().workflowId(), changed.workflow());
            case Fact.WorkflowRemoved removed -> workflows.remove(removed.workflowId());
            case Fact.EdgeFound ignored -> {}
            case Fact.AgentsUnobserved ignored -> {}
            case Fact.ProcessSeen ignored -> {}
            case Fact.AgentsContinued ignored -> {}
            case Fact.MovedRowsForwarded ignored -> {}
            case Fact.TeamSeen ignored -> {}
            case Fact.ClockCorrected ignored -> {}
        }
    }

    Map<String, AgentLifecycle> agents() {
        return agents;
    }

    Map<String, WorkflowSummary> workflows() {
        return workflows;
    }

    /** All of them without the times at which they were emitted, which depend on the order of the events. */
    Map<String, Object> withoutTimes() {
        Map<String, Object> all = new HashMap<>();
        agents.forEach((id, agent) -> all.put(id, agent.asOf(0, agent.stateReason())));
        workflows.forEach((id, workflow) -> all.put("w" + id, workflow.withAsOf(0)));
        return all;
    }
}
