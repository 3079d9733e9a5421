package io.delegraph.lifecycle;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides when changes of a session are emitted. Changes of state, edge and identity are emitted at once, in a large session as far as the
 * budget allows; counters at most once a second of arrival time; analyses with the timer.
 */
final class ThrottledEmitter {
    /** Minimum time between two emissions of counters, ms of arrival time. */
    private static final long COUNTER_INTERVAL_MS = 1_000;

    private final SessionRows rows;
    private final WorkflowGraphCache graphs;
    private final Emitter emitter;
    private final WaitInvalidation waitInvalidation;
    private final SessionContinuations continuations;
    private final RecomputeBudget budget = new RecomputeBudget();
    private final Set<String> pending = new LinkedHashSet<>();
    private boolean structurePending;
    private long countersEmittedAt;
    private long nextChangeAt = Long.MAX_VALUE;

    ThrottledEmitter(SessionRows rows, WorkflowAnalyzer analysis) {
        this.rows = rows;
        this.graphs = new WorkflowGraphCache(analysis);
        this.emitter = new Emitter(rows.sessionId(), graphs);
        this.waitInvalidation = new WaitInvalidation(rows);
        this.continuations = new SessionContinuations(rows);
    }

    /**
     * Takes the state of a view as emitted.
     *
     * @param analysed false when the analyses may not have been emitted: the next timer then emits all of them
     */
    void restore(SessionView view, boolean analysed) {
        List<AgentLifecycle> agents = view.agents();
        List<WorkflowSummary> workflows = view.workflows(agents);
        analyse(view, agents, workflows);
        emitter.restore(agents, workflows, analysed);
    }

    /** Marks the analyses that an event makes stale. */
    void markChanged(AgentEvent.InSession event, SessionReducer.Reduction reduction) {
        reduction.changed().rows().forEach(waitInvalidation::observe);
        if (reduction.changed().any()) {
            graphs.markChanged(reduction.at());
            if (event.origin().agentId() == null && event.origin().promptId() != null) {
                graphs.markChanged(event.origin().promptId());
            }
        }
    }

    /**
     * Emits the urgent changes of an event and defers the rest.
     *
     * @param view computed only when it is needed, because its cost is proportional to the number of agents
     */
    List<Fact> on(AgentEvent.InSession event, SessionReducer.Reduction reduction, Supplier<SessionView> view) {
        List<Fact> facts = new ArrayList<>(reduction.facts());
        ChangedAgents changed = reduction.changed();
        long arrivedAt = event.origin().arrivedAt();
        structurePending |= changed.structureChanged();
        if (!structurePending) {
            emitCounters(changed.agents(), arrivedAt, view.get(), facts);
        } else if (budget.tryConsume(
                Math.max(rows.agents().size(), rows.spawns().size()), arrivedAt)) {
            emitAll(view.get(), facts);
        }
        if (changed.any() && rows.hasMovedAgents()) {
            facts.addAll(continuations.movedRows(event, view.get().movedAgents(), reduction.fragments()));
        }
        return facts;
    }

    /** Emits the deferred changes: counters, and the consequences of a change of structure. */
    List<Fact> emitHeldBack(SessionView view) {
        List<Fact> facts = new ArrayList<>();
        if (structurePending) {
            emitAll(view, facts);
        }
        pending.forEach(agentId -> emitter.emitAgent(view.agent(agentId), facts));
        pending.clear();
        return facts;
    }

    /** Runs the stale analyses, and emits what they and the passing of time have changed. */
    List<Fact> emitAnalysed(SessionView view) {
        List<Fact> facts = new ArrayList<>();
        List<AgentLifecycle> agents = view.agents();
        analyse(view, agents, view.workflows(agents));
        emitAll(view, facts);
        return facts;
    }

    private void analyse(SessionView view, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        waitInvalidation.forEachChangedTime(graphs::markChanged);
        graphs.refresh(view, agents, workflows);
    }

    private void emitAll(SessionView view, List<Fact> facts) {
        structurePending = false;
        List<AgentLifecycle> agents = view.agents();
        emitter.emitAgents(agents, facts);
        pending.clear();
        continuations.continuedAgents(agents).ifPresent(facts::add);
        continuations.team().ifPresent(facts::add);
        emitter.emitWorkflows(view.workflows(agents), facts);
        nextChangeAt = view.nextTimerAt().orElse(Long.MAX_VALUE);
    }

    private void emitCounters(Set<String> touched, long arrivedAt, SessionView view, List<Fact> facts) {
        pending.addAll(touched);
        boolean due = arrivedAt - countersEmittedAt >= COUNTER_INTERVAL_MS;
        for (String agentId : List.copyOf(pending)) {
            AgentLifecycle before = emitter.lastEmitted(agentId);
            if (due || before == null || (touched.contains(agentId) && !view.hasSameStatus(before))) {
                emitter.emitAgent(view.agent(agentId), facts);
                pending.remove(agentId);
            }
        }
        if (due) {
            countersEmittedAt = arrivedAt;
        }
    }

    /** Whether {@link #emitHeldBack} has something to emit. */
    boolean holdsBack() {
        return structurePending || !pending.isEmpty();
    }

    /** Whether a change of structure is held back. */
    boolean holdsBackStructure() {
        return structurePending;
    }

    /** Whether {@link #emitAnalysed} has something to analyse. */
    boolean stale() {
        return graphs.stale();
    }

    /**
     * The watermark at which inactivity changes a state, epoch ms; {@link Long#MAX_VALUE} when it changes none. As of the last view of the
     * whole session.
     */
    long nextChangeAt() {
        return nextChangeAt;
    }
}
