package io.delegraph.stream.security;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.security.ocsf.AgentTransitions;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.RecordKey;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reports starts and ends of agents and settled workflows to a SIEM. Counters change the lifecycle of an agent without starting or ending
 * it, and after a restart a session may repeat what it had emitted, so what was reported is in the store.
 */
final class OcsfProcessor implements Processor<String, SessionUpdate, RecordKey, ApplicationLifecycle> {
    private final AgentTransitions transitions;
    private ProcessorContext<RecordKey, ApplicationLifecycle> context;
    private ReportedStates reported;

    OcsfProcessor(AgentTransitions transitions) {
        this.transitions = transitions;
    }

    @Override
    public void init(ProcessorContext<RecordKey, ApplicationLifecycle> processorContext) {
        context = processorContext;
        reported = new ReportedStates(context.getStateStore(Names.FINDING_STORE));
    }

    @Override
    public void process(Record<String, SessionUpdate> record) {
        for (Fact fact : record.value().facts()) {
            report(fact, record.timestamp());
        }
    }

    private void report(Fact fact, long now) {
        switch (fact) {
            case Fact.LifecycleChanged changed -> {
                // most revisions are of counters: they need no look into the store
                if (!changed.sameState()) {
                    report(changed.agent(), now);
                }
            }
            case Fact.WorkflowChanged changed -> report(changed.workflow(), now);
            case Fact.LifecycleRemoved gone -> {
                if (gone.reason() == Fact.RemovalReason.REPLACED) {
                    reported.removeAgent(gone.sessionId(), gone.agentId());
                }
            }
            case Fact.WorkflowRemoved gone -> {
                if (gone.reason() == Fact.RemovalReason.REPLACED) {
                    reported.changeSettled(gone.sessionId(), gone.workflowId(), false);
                }
            }
            case Fact.EdgeFound ignored -> {}
            case Fact.AgentsUnobserved ignored -> {}
            case Fact.ProcessSeen ignored -> {}
            case Fact.AgentsContinued ignored -> {}
            case Fact.MovedRowsForwarded ignored -> {}
            case Fact.TeamSeen ignored -> {}
            case Fact.ClockCorrected ignored -> {}
        }
    }

    private void report(AgentLifecycle agent, long now) {
        String sessionId = agent.sessionId();
        @Nullable AgentState before = reported.agent(sessionId, agent.agentId());
        AgentTransitions.Transition transition = transitions.of(agent, before, now);
        @Nullable AgentState after = transition.reported();
        if (after != null && after != before) {
            reported.putAgent(sessionId, agent.agentId(), after);
        }
        transition.events().forEach(event -> send(sessionId, agent.agentId(), event, now));
    }

    private void report(WorkflowSummary workflow, long now) {
        if (reported.changeSettled(workflow.sessionId(), workflow.workflowId(), workflow.settled())
                && workflow.settled()) {
            send(workflow.sessionId(), workflow.workflowId(), transitions.settled(workflow, now), now);
        }
    }

    private void send(String sessionId, String id, ApplicationLifecycle event, long now) {
        context.forward(new Record<>(new RecordKey(sessionId, id), event, now));
    }
}
