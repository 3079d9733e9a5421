package io.delegraph.stream.security;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.Session;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.metrics.SecurityMeters;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.security.ocsf.FindingEvents;
import io.delegraph.security.rule.ObservedSession;
import io.delegraph.security.rule.SecurityPolicy;
import io.delegraph.security.session.FindingReviser;
import io.delegraph.security.session.SecurityTriggers;
import io.delegraph.security.session.SessionObserver;
import io.delegraph.stream.core.KeyValueRowStore;
import io.delegraph.stream.core.SessionIndex;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.RecordKey;
import io.delegraph.stream.record.Tombstones;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Judges sessions shortly after an update that can change what is found in them, and publishes the revisions of findings. The rows of
 * LIFECYCLE are all that it judges, so its own store has only an index of the notable calls, the published findings and the sessions that
 * are still to be judged.
 */
final class SecurityProcessor implements Processor<String, SessionUpdate, RecordKey, Object> {
    /** How often due sessions are looked for while some are to be judged. */
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** The same while sessions are only waited for in case they stay silent. */
    private static final Duration SILENCE_INTERVAL = Duration.ofSeconds(5);

    private final SecurityPolicy policy;
    private final Policies policies;
    private final SecurityMeters meters;
    private final @Nullable FindingEvents ocsf;
    private final SecurityTriggers triggers;
    private final FindingReviser reviser;
    private ProcessorContext<RecordKey, Object> context;
    private WritableFindingStore store;
    private KeyValueStore<Bytes, byte[]> rows;
    private SessionIndex index;
    private AwaitedTime awaited;
    private PendingSessions pending;
    private NotableCallMarker calls;
    private @Nullable Cancellable timer;

    /** The interval of the timer; null without one. */
    private @Nullable Duration scheduled;

    /** @param ocsf null when findings are not written for a SIEM */
    SecurityProcessor(SecurityPolicy policy, Policies policies, SecurityMeters meters, @Nullable FindingEvents ocsf) {
        this.policy = policy;
        this.policies = policies;
        this.meters = meters;
        this.ocsf = ocsf;
        this.triggers = new SecurityTriggers(policy.parameters());
        this.reviser = new FindingReviser(policy);
    }

    @Override
    public void init(ProcessorContext<RecordKey, Object> processorContext) {
        context = processorContext;
        store = new WritableFindingStore(context.getStateStore(Names.FINDING_STORE));
        rows = context.getStateStore(Names.ROWS);
        index = new SessionIndex(context.<KeyValueStore<Bytes, byte[]>>getStateStore(Names.INDEX));
        awaited = new AwaitedTime(index.watermark());
        pending = new PendingSessions(store, policy.parameters().silence());
        calls = new NotableCallMarker(triggers, store);
        timer = null;
        scheduled = null;
        schedule();
    }

    @Override
    public void process(Record<String, SessionUpdate> record) {
        SessionUpdate update = record.value();
        String sessionId = record.key();
        if (expired(update.facts())) {
            pending.remove(sessionId);
            remove(sessionId, record.timestamp());
        } else {
            Urgency urgency = urgency(update);
            if (urgency != Urgency.NONE) {
                pending.add(update.session(), delayMs(urgency, update.event()), context.currentSystemTimeMs());
                schedule();
            }
        }
    }

    private static long delayMs(Urgency urgency, AgentEvent.@Nullable InSession event) {
        if (event != null && event.origin().fromHistory()) {
            return PendingSessions.HISTORY_DELAY_MS;
        }
        // an agent's last calls may be on their way by another partition when the client counts them
        boolean countedByClient = event instanceof SpawnAnswered;
        return urgency == Urgency.LOW || countedByClient ? PendingSessions.UNHURRIED_DELAY_MS : 0;
    }

    private static boolean expired(List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Fact.LifecycleRemoved removed
                    && removed.agentId().equals(AgentId.ROOT)
                    && removed.reason() == Fact.RemovalReason.RETENTION) {
                return true;
            }
        }
        return false;
    }

    /** Marks notable calls, and returns how soon the session has to be judged because of the update. */
    private Urgency urgency(SessionUpdate update) {
        AgentEvent.@Nullable InSession event = update.event();
        SessionRows session = update.session().rows();
        calls.begin(session);
        Urgency marked = event == null ? Urgency.NONE : calls.mark(event, session);
        boolean concerns = event != null && triggers.concerns(event, session);
        for (Fact fact : update.facts()) {
            concerns |= triggers.concerns(fact, session);
        }
        if (concerns || marked == Urgency.HIGH) {
            return Urgency.HIGH;
        }
        return switch (pending.watched(session)) {
            case NONE -> marked;
            case UPDATES -> Urgency.LOW;
            case CALLS -> event instanceof ToolStarted || event instanceof ToolEnded ? Urgency.HIGH : Urgency.LOW;
        };
    }

    /** Scheduled only while something is pending, and rarely while only silences are, because every punctuation costs a commit. */
    private void schedule() {
        @Nullable Duration wanted = pending.isEmpty() ? null : pending.anyToJudge() ? INTERVAL : SILENCE_INTERVAL;
        if (Objects.equals(wanted, scheduled)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (wanted != null) {
            timer = context.schedule(wanted, PunctuationType.WALL_CLOCK_TIME, this::judgeDue);
        }
        scheduled = wanted;
    }

    private void judgeDue(long now) {
        long watermark = index.watermark();
        long awaitedUntil = awaited.until(watermark);
        for (PendingSessions.PendingSession due : pending.due(now, awaitedUntil)) {
            judge(due.session() == null ? load(due.sessionId()) : due.session(), now, watermark, awaitedUntil);
        }
        schedule();
    }

    /** A session that was pending when this task was elsewhere. */
    private Session load(String sessionId) {
        return new Session(SessionRows.readOnly(sessionId, new KeyValueRowStore(sessionId, rows)), policies);
    }

    private void judge(Session session, long now, long watermark, long awaitedUntil) {
        List<AgentLifecycle> agents = session.view(watermark).agents();
        ObservedSession observed = SessionObserver.observe(session.rows(), agents, store, awaitedUntil);
        Map<String, SecurityFinding> before = store.of(session.rows().sessionId());
        List<SecurityFinding> revisions = reviser.revise(before, observed, agents, now);
        revisions.forEach(revision -> publish(revision, now));
        boolean found = !before.isEmpty() || !revisions.isEmpty();
        PendingSessions.Watched watched = SessionObserver.hasDenials(observed)
                ? PendingSessions.Watched.CALLS
                : found ? PendingSessions.Watched.UPDATES : PendingSessions.Watched.NONE;
        pending.judged(session, observed.silence(), watched, now);
    }

    private void publish(SecurityFinding revision, long now) {
        store.put(revision);
        RecordKey key = new RecordKey(revision.sessionId(), revision.findingId());
        context.forward(new Record<>(key, revision, now), Names.FINDINGS_SINK);
        if (ocsf != null) {
            context.forward(new Record<>(key, ocsf.event(revision), now), Names.FINDINGS_OCSF_SINK);
        }
        meters.revised(revision);
    }

    private void remove(String sessionId, long now) {
        for (String findingId : store.deleteAll(sessionId)) {
            context.forward(
                    new Record<>(
                            new RecordKey(sessionId, findingId),
                            null,
                            now,
                            Tombstones.headers(Fact.RemovalReason.RETENTION)),
                    Names.FINDINGS_SINK);
        }
    }
}
