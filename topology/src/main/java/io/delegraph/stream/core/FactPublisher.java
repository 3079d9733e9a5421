package io.delegraph.stream.core;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.event.RowsCarried;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.record.ClientSeen;
import io.delegraph.stream.record.DerivedOrigins;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import io.delegraph.stream.record.RecordKey;
import io.delegraph.stream.record.Tombstones;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes facts to their topics; facts that are only counted are skipped. */
public final class FactPublisher implements Processor<String, SessionUpdate, Object, Object> {
    private ProcessorContext<Object, Object> context;

    public static SessionSuccessor successor() {
        return new SessionSuccessor(
                Names.PUBLISHER,
                FactPublisher::new,
                List.of(),
                List.of(
                        new SessionSuccessor.Sink<>(
                                Names.LIFECYCLES_SINK, Names.LIFECYCLES, JsonSerdes.keys(), Partitioning.bySession()),
                        new SessionSuccessor.Sink<>(
                                Names.WORKFLOWS_SINK, Names.WORKFLOWS, JsonSerdes.keys(), Partitioning.bySession()),
                        new SessionSuccessor.Sink<>(
                                Names.CARRIED_EVENTS_SINK, Names.EVENTS, new StringSerializer(), Partitioning.events()),
                        new SessionSuccessor.Sink<>(
                                Names.PROCESSES_SINK, Names.PROCESSES, new StringSerializer(), null)));
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<String, SessionUpdate> record) {
        for (Fact fact : record.value().facts()) {
            publish(fact, record.timestamp());
        }
    }

    private void publish(Fact fact, long now) {
        switch (fact) {
            case Fact.LifecycleChanged changed -> {
                AgentLifecycle agent = changed.agent();
                send(Names.LIFECYCLES_SINK, new RecordKey(agent.sessionId(), agent.agentId()), agent, now);
            }
            case Fact.LifecycleRemoved gone ->
                tombstone(Names.LIFECYCLES_SINK, new RecordKey(gone.sessionId(), gone.agentId()), gone.reason(), now);
            case Fact.WorkflowChanged changed -> {
                WorkflowSummary workflow = changed.workflow();
                send(Names.WORKFLOWS_SINK, new RecordKey(workflow.sessionId(), workflow.workflowId()), workflow, now);
            }
            case Fact.WorkflowRemoved gone ->
                tombstone(Names.WORKFLOWS_SINK, new RecordKey(gone.sessionId(), gone.workflowId()), gone.reason(), now);
            case Fact.ProcessSeen seen ->
                send(
                        Names.PROCESSES_SINK,
                        seen.process().host(),
                        ClientSeen.process(
                                seen.sessionId(),
                                seen.process().pid(),
                                seen.process().ancestors(),
                                seen.at()),
                        now);
            case Fact.AgentsContinued seen ->
                send(
                        Names.PROCESSES_SINK,
                        host(seen.host()),
                        ClientSeen.agents(seen.sessionId(), seen.leftAgentIds(), seen.foundAgentIds(), seen.at()),
                        now);
            case Fact.TeamSeen seen -> send(Names.PROCESSES_SINK, host(seen.host()), ClientSeen.team(seen), now);
            case Fact.MovedRowsForwarded carried ->
                send(
                        Names.CARRIED_EVENTS_SINK,
                        carried.homeSessionId(),
                        new RowsCarried(DerivedOrigins.derived(carried, now), carried.fromSessionId(), carried.rows()),
                        now);
            case Fact.EdgeFound ignored -> {}
            case Fact.AgentsUnobserved ignored -> {}
            case Fact.ClockCorrected ignored -> {}
        }
    }

    /** The key of a record by host. Sessions with an unknown host share one key, because records without a key would be dropped. */
    private static String host(@Nullable String host) {
        return host == null ? "" : host;
    }

    private void send(String sink, Object key, Object value, long now) {
        context.forward(new Record<>(key, value, now), sink);
    }

    private void tombstone(String sink, RecordKey key, Fact.RemovalReason why, long now) {
        context.forward(new Record<>(key, null, now, Tombstones.headers(why)), sink);
    }
}
