package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session: takes events and returns the facts that became true by them or by the passing of time. Its rows and its {@link #timer} are
 * its whole durable state: a session that is built from them continues where it was.
 */
public final class Session {
    /**
     * Delay of analyses after events, ms, longer by a share for each agent of the session and for a number of calls: an analysis reads
     * every tool call, and takes seconds with thousands of agents.
     */
    private static final long ANALYSIS_DELAY_MS = 5_000;

    private static final long ANALYSIS_DELAY_PER_AGENT_MS = 25;
    private static final long CALLS_PER_ANALYSIS_DELAY_MS = 20;

    /** A deferred change of structure is emitted at the next watermark, at the latest after this time, ms. */
    private static final long MAX_HELD_BACK_MS = 1_000;

    private final SessionRows rows;
    private final Policies policies;
    private final ThrottledEmitter emitter;
    private @Nullable DelegationTree tree;
    private SessionTimer timer;

    /** Whether history was merged, or a change was deferred when the session left memory, and not emitted since. */
    private boolean unemitted;

    /** Whether the emitter has lost what was emitted before the session left memory. */
    private boolean toRestore;

    private boolean expired;

    /** A session of which nothing was emitted and nothing is pending. */
    public Session(SessionRows rows, Policies policies) {
        this(rows, policies, SessionTimer.NONE);
    }

    /** A session restored from its rows and its timer. */
    public Session(SessionRows rows, Policies policies, SessionTimer timer) {
        this.rows = rows;
        this.policies = policies;
        this.emitter = new ThrottledEmitter(rows, policies.analysis());
        this.timer = timer;
        this.unemitted = timer.unemitted();
        this.toRestore = rows.known() && !unemitted;
    }

    /**
     * Merges an event and returns what is to be emitted. History is only merged, because half an import would report agents as lost; the
     * timer emits it.
     *
     * @param watermark arrival time up to which everything was read, epoch ms
     */
    public List<Fact> on(AgentEvent.InSession event, long watermark) {
        boolean history = event.origin().fromHistory();
        unemitted |= history;
        restore(watermark);
        SessionReducer.Reduction reduction = SessionReducer.reduce(rows, event);
        if (reduction.changed().structureChanged()) {
            tree = null;
        }
        emitter.markChanged(event, reduction);
        List<Fact> facts = history ? List.of() : emitter.on(event, reduction, () -> view(watermark));
        setTimer(event, watermark);
        return facts;
    }

    /** Emits deferred changes. To be called at every watermark while {@link #holdsBack}. */
    public List<Fact> onWatermark(long watermark) {
        List<Fact> facts = emitter.emitHeldBack(view(watermark));
        timer = new SessionTimer(Math.min(timer.due(), emitter.nextChangeAt()), unemitted);
        return facts;
    }

    /** To be called when the watermark reaches the {@link #timer}: emits changes by the passing of time, and deletes an expired session. */
    public List<Fact> onTimer(long watermark) {
        if (expiresAt() <= watermark) {
            return expire(watermark);
        }
        List<Fact> facts = emitter.emitAnalysed(view(watermark));
        unemitted = false;
        toRestore = false;
        // an open call or a wait may end with any event, as in setTimer
        long silent =
                Math.max(inactiveAt(), watermark + policies.limits().lostAfter().toMillis());
        long next = emitter.nextChangeAt();
        timer = new SessionTimer(Math.min(next == Long.MAX_VALUE ? next : Math.min(next, silent), expiresAt()), false);
        return facts;
    }

    /**
     * Takes the state of the rows as emitted, so that an event emits only its own changes. States that follow from inactivity are excluded,
     * because they may not have been emitted yet.
     */
    private void restore(long watermark) {
        if (toRestore && !unemitted) {
            // the timer would be earlier if an analysis had been pending when the session left memory
            emitter.restore(view(0), timer.due() > Math.max(watermark, lastArrival()) + analysisDelayMs());
        }
        toRestore = false;
    }

    private List<Fact> expire(long watermark) {
        List<Fact> facts = new ArrayList<>();
        SessionView view = view(watermark);
        List<AgentLifecycle> agents = view.agents();
        agents.forEach(agent ->
                facts.add(new Fact.LifecycleRemoved(rows.sessionId(), agent.agentId(), Fact.RemovalReason.RETENTION)));
        view.workflows(agents)
                .forEach(workflow -> facts.add(new Fact.WorkflowRemoved(
                        rows.sessionId(), workflow.workflowId(), Fact.RemovalReason.RETENTION)));
        rows.deleteAll();
        timer = SessionTimer.NONE;
        expired = true;
        return facts;
    }

    private void setTimer(AgentEvent.InSession event, long watermark) {
        long arrivedAt = event.origin().arrivedAt();
        long now = Math.max(watermark, arrivedAt);
        // an open call or a wait may end with any event, so the timer is never later than for an inactive agent
        long due = Math.min(Math.min(timer.due(), inactiveAt()), emitter.nextChangeAt());
        if (event.origin().fromHistory()) {
            due = Math.min(due, arrivedAt + policies.limits().absentGrace().toMillis());
        }
        if (emitter.holdsBackStructure()) {
            due = Math.min(due, now + MAX_HELD_BACK_MS);
        }
        if (emitter.stale()) {
            due = Math.min(due, now + analysisDelayMs());
        }
        timer = new SessionTimer(Math.min(due, expiresAt()), unemitted || emitter.holdsBackStructure());
    }

    private long analysisDelayMs() {
        return ANALYSIS_DELAY_MS
                + ANALYSIS_DELAY_PER_AGENT_MS * Math.max(1, rows.agents().size())
                + rows.toolCallCount() / CALLS_PER_ANALYSIS_DELAY_MS;
    }

    private long expiresAt() {
        return lastArrival() + policies.limits().retention().toMillis();
    }

    private long inactiveAt() {
        return lastArrival() + policies.limits().lostAfter().toMillis();
    }

    /** The arrival of the session's latest event, epoch ms; 0 before the first one. */
    public long lastArrival() {
        Sighting seen = rows.session().seen();
        return seen == null ? 0 : seen.lastArrival();
    }

    /** Whether {@link #onWatermark} has something to emit. */
    public boolean holdsBack() {
        return emitter.holdsBack() && !expired;
    }

    /** Whether the session is expired: its rows are deleted, and it is to be dropped. */
    public boolean expired() {
        return expired;
    }

    /** When {@link #onTimer} is to be called, and the state that must be kept for it. */
    public SessionTimer timer() {
        return timer;
    }

    public SessionRows rows() {
        return rows;
    }

    /** The view of the rows as of a watermark, epoch ms. */
    public SessionView view(long watermark) {
        if (tree == null) {
            tree = DelegationTree.of(rows);
        }
        return new SessionView(rows, tree, policies.limits(), policies.prices(), watermark);
    }
}
