package io.delegraph.stream.core;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Policies;
import io.delegraph.metrics.LifecycleMeters;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Loads a session, lets it process the event, and forwards the resulting facts to its successors. It uses the clock only for a meter: time
 * comes with the watermarks.
 */
final class LifecycleProcessor implements Processor<String, AgentEvent, String, SessionUpdate> {
    /** Maximum number of timers fired per watermark; the rest fire at the next one. */
    private static final int MAX_TIMERS_PER_WATERMARK = 500;

    private final Policies policies;
    private final int partitions;
    private final RawPartitionEnds time;
    private final LifecycleMeters meters;
    private final Set<CachedSession> heldBack = new LinkedHashSet<>();

    private ProcessorContext<String, SessionUpdate> context;
    private WritableSessionIndex index;
    private SessionCache sessions;
    private WatermarkTracker watermarks;

    LifecycleProcessor(Policies policies, int partitions, RawPartitionEnds time, LifecycleMeters meters) {
        this.policies = policies;
        this.partitions = partitions;
        this.time = time;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, SessionUpdate> processorContext) {
        context = processorContext;
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(Names.ROWS);
        index = new WritableSessionIndex(context.getStateStore(Names.INDEX));
        sessions = new SessionCache(rows, index, policies, SessionCache.maxAgents(partitions));
        watermarks = new WatermarkTracker(index, partitions, time, clock());
        // Kafka Streams reinitialises the same processor when its task has lost its state
        heldBack.clear();
    }

    @Override
    public void process(Record<String, AgentEvent> record) {
        switch (record.value()) {
            case null -> {}
            case Watermark watermark -> advance(watermark, record.timestamp());
            case AgentEvent.InSession event -> {
                if (belongsToOtherPartition(event)) {
                    meters.ignored("event of another partition");
                    return;
                }
                CachedSession session = sessions.of(event.origin().sessionId());
                forward(session, event, session.on(event, watermarks.watermark()), record.timestamp());
                meters.recordDelay(clock() - record.timestamp());
            }
        }
    }

    /** Whether the event is on the wrong partition, where it would start a second copy of its session. */
    private boolean belongsToOtherPartition(AgentEvent.InSession event) {
        return Partitioning.of(event.origin().sessionId(), partitions)
                != context.taskId().partition();
    }

    private long clock() {
        return time.clock(context.currentSystemTimeMs());
    }

    private void advance(Watermark reported, long now) {
        if (!watermarks.advance(reported, clock())) {
            meters.ignored("watermark");
            return;
        }
        long watermark = watermarks.watermark();
        for (CachedSession session : List.copyOf(heldBack)) {
            forward(session, null, session.onWatermark(watermark), now);
        }
        for (String sessionId : index.due(watermarks.heldBackBefore(), watermark, MAX_TIMERS_PER_WATERMARK)) {
            CachedSession session = sessions.of(sessionId);
            forward(session, null, session.onTimer(watermark), now);
            if (session.expired()) {
                sessions.remove(sessionId);
            }
        }
        sessions.evict();
    }

    /** Forwards one record per cause: for every event, and for a watermark only when there are facts. */
    private void forward(CachedSession session, AgentEvent.@Nullable InSession event, List<Fact> facts, long now) {
        if (session.holdsBack()) {
            heldBack.add(session);
        } else {
            heldBack.remove(session);
        }
        facts.forEach(fact -> record(session, fact));
        if (event != null || !facts.isEmpty()) {
            context.forward(new Record<>(session.id(), new SessionUpdate(event, facts, session.session()), now));
        }
    }

    /** Updates the list of live and lost agents, and the meters. */
    private void record(CachedSession session, Fact fact) {
        switch (fact) {
            case Fact.LifecycleChanged changed -> {
                AgentLifecycle agent = changed.agent();
                if (newlyLost(session, agent)) {
                    meters.lost(agent.source());
                }
                boolean listed = !agent.state().terminal() || agent.state() == AgentState.LOST;
                session.updateListed(agent.agentId(), listed ? agent.state() : null);
                meters.emitted(agent);
            }
            case Fact.LifecycleRemoved gone -> session.updateListed(gone.agentId(), null);
            case Fact.EdgeFound edge -> meters.edgeFound(edge);
            case Fact.ClockCorrected corrected -> meters.clockCorrected(corrected.source());
            case Fact.AgentsUnobserved agents -> meters.agentsUnobserved(agents);
            case Fact.WorkflowChanged ignored -> {}
            case Fact.WorkflowRemoved ignored -> {}
            case Fact.ProcessSeen ignored -> {}
            case Fact.AgentsContinued ignored -> {}
            case Fact.TeamSeen ignored -> {}
            case Fact.MovedRowsForwarded ignored -> {}
        }
    }

    /** Whether an agent was not lost before; the root does not count, because nobody delegated to it. */
    private static boolean newlyLost(CachedSession session, AgentLifecycle agent) {
        return agent.state() == AgentState.LOST
                && !agent.agentId().equals(AgentId.ROOT)
                && !session.listedAs(agent.agentId(), AgentState.LOST);
    }
}
