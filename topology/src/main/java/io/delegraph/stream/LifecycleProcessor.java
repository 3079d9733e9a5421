package io.delegraph.stream;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.metrics.LifecycleMeters;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.RowsCarried;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Loads a session, lets it take the event in, and forwards what became true. It reads no clock but for a meter: time comes with the watermarks. */
final class LifecycleProcessor implements Processor<String, AgentEvent, Object, Object> {
    /** So many sessions' timers fire at one watermark; the rest at the next one, a moment later. */
    private static final int TIMERS_AT_ONCE = 500;

    private final Policies policies;
    private final int partitions;
    private final RawEnds time;
    private final LifecycleMeters meters;
    private final Set<LiveSession> heldBack = new LinkedHashSet<>();

    private ProcessorContext<Object, Object> context;
    private SessionIndex index;
    private LiveSessions sessions;
    private Watermarks watermarks;

    LifecycleProcessor(Policies policies, int partitions, RawEnds time, LifecycleMeters meters) {
        this.policies = policies;
        this.partitions = partitions;
        this.time = time;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(Names.ROWS);
        index = new SessionIndex(context.getStateStore(Names.INDEX));
        sessions = new LiveSessions(rows, index, policies, LiveSessions.most(partitions));
        watermarks = new Watermarks(index, partitions, time, clock());
        // a task that lost its state begins anew with the same processor
        heldBack.clear();
    }

    @Override
    public void process(Record<String, AgentEvent> record) {
        switch (record.value()) {
            case null -> {}
            case Watermark it -> advance(it, record.timestamp());
            case AgentEvent.InSession event -> {
                if (elsewhere(event)) {
                    meters.ignored("event of another partition");
                    return;
                }
                LiveSession session = sessions.of(event.origin().sessionId());
                tell(session, session.apply(event, watermarks.readUpTo()), record.timestamp());
                meters.heldAfter(clock() - record.timestamp());
            }
        }
    }

    /** A session is on one partition only; an event of it that somebody put on another one would begin a second life there. */
    private boolean elsewhere(AgentEvent.InSession event) {
        return Partitioning.of(event.origin().sessionId(), partitions)
                != context.taskId().partition();
    }

    private long clock() {
        return time.clock(context.currentSystemTimeMs());
    }

    private void advance(Watermark said, long now) {
        if (!watermarks.take(said, clock())) {
            meters.ignored("watermark");
            return;
        }
        long watermark = watermarks.readUpTo();
        for (LiveSession session : List.copyOf(heldBack)) {
            tell(session, session.flush(watermark), now);
        }
        for (String sessionId : index.due(watermarks.waitsBefore(), watermark, TIMERS_AT_ONCE)) {
            LiveSession session = sessions.of(sessionId);
            tell(session, session.fire(watermark), now);
            if (session.forgotten()) {
                sessions.drop(sessionId);
            }
        }
        sessions.makeRoom();
    }

    private void tell(LiveSession session, List<Fact> facts, long now) {
        if (session.pending()) {
            heldBack.add(session);
        } else {
            heldBack.remove(session);
        }
        for (Fact fact : facts) {
            context.forward(new Record<>(null, fact, now), Names.LEDGER);
            switch (fact) {
                case Fact.LifecycleChanged changed -> {
                    AgentLifecycle agent = changed.agent();
                    send(Names.LIFECYCLES_SINK, new RecordKey(agent.sessionId(), agent.agentId()), agent, now);
                    if (lost(session, agent)) {
                        meters.lost(agent.source());
                    }
                    boolean listed = !agent.state().terminal() || agent.state() == AgentState.LOST;
                    session.list(agent.agentId(), listed ? agent.state() : null);
                    meters.told(agent);
                }
                case Fact.LifecycleGone gone -> {
                    tombstone(Names.LIFECYCLES_SINK, new RecordKey(gone.sessionId(), gone.agentId()), gone.why(), now);
                    session.list(gone.agentId(), null);
                }
                case Fact.WorkflowChanged changed ->
                    send(
                            Names.WORKFLOWS_SINK,
                            new RecordKey(
                                    changed.workflow().sessionId(),
                                    changed.workflow().workflowId()),
                            changed.workflow(),
                            now);
                case Fact.WorkflowGone gone ->
                    tombstone(
                            Names.WORKFLOWS_SINK, new RecordKey(gone.sessionId(), gone.workflowId()), gone.why(), now);
                case Fact.EdgeFound edge -> meters.edge(edge);
                case Fact.ClockCorrected corrected -> meters.clockCorrected(corrected.source());
                case Fact.AgentsUnheard unheard -> meters.unheard(unheard);
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
                case Fact.AgentsSeen seen ->
                    send(
                            Names.PROCESSES_SINK,
                            seen.host() == null ? "" : seen.host(),
                            ClientSeen.agents(seen.sessionId(), seen.left(), seen.found(), seen.at()),
                            now);
                case Fact.TeamSeen seen ->
                    send(Names.PROCESSES_SINK, seen.host() == null ? "" : seen.host(), ClientSeen.team(seen), now);
                case Fact.Carried carried ->
                    send(
                            Names.CARRIED_EVENTS_SINK,
                            carried.homeSessionId(),
                            new RowsCarried(Origins.derived(carried, now), carried.fromSessionId(), carried.rows()),
                            now);
            }
        }
    }

    /** Whether it was not lost before; a root is nobody's delegation. */
    private static boolean lost(LiveSession session, AgentLifecycle agent) {
        return agent.state() == AgentState.LOST
                && !agent.agentId().equals(AgentRow.ROOT)
                && !session.listedAs(agent.agentId(), AgentState.LOST);
    }

    private void tombstone(String sink, RecordKey key, Fact.Why why, long now) {
        context.forward(new Record<>(key, null, now, Tombstones.headers(why)), sink);
    }

    private void send(String sink, Object key, Object value, long now) {
        context.forward(new Record<>(key, value, now), sink);
    }
}
