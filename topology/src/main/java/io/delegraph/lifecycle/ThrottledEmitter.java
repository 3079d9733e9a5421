package io.delegraph.lifecycle;

import io.delegraph.patterns.Analysis;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides what of a session is emitted when. Changes of state, edge and identity are emitted at once, in a large session as far as the
 * budget allows; counters at most once a second of arrival time; analyses with the timer.
 */
final class ThrottledEmitter {
    /** How often counters are emitted, ms of arrival time. */
    private static final long COUNTERS_EVERY = 1_000;

    private final SessionRows rows;
    private final Graphs graphs;
    private final Emitter emitter;
    private final Reach reach;
    private final Continuations continuations;
    private final LookBudget budget = new LookBudget();
    private final Set<String> pending = new LinkedHashSet<>();
    private boolean structurePending;
    private long countersEmittedAt;
    private long nextChangeAt = Long.MAX_VALUE;

    ThrottledEmitter(SessionRows rows, Analysis analysis) {
        this.rows = rows;
        this.graphs = new Graphs(analysis);
        this.emitter = new Emitter(rows.sessionId(), graphs);
        this.reach = new Reach(rows);
        this.continuations = new Continuations(rows);
    }

    /**
     * Takes all that a view says for emitted.
     *
     * @param analysed false when the analyses may not have been emitted: then all of them are emitted with the next timer
     */
    void restore(SessionView view, boolean analysed) {
        List<AgentLifecycle> agents = view.agents();
        List<WorkflowSummary> workflows = view.workflows(agents);
        analyse(view, agents, workflows);
        emitter.restore(agents, workflows, analysed);
    }

    /** Notes which analyses an event makes stale. */
    void note(AgentEvent.InSession event, SessionReducer.Reduction reduction) {
        reduction.changed().rows().forEach(reach::hear);
        if (reduction.changed().any()) {
            graphs.touch(reduction.at());
            if (event.origin().agentId() == null && event.origin().promptId() != null) {
                graphs.touch(event.origin().promptId());
            }
        }
    }

    /**
     * What of an event's changes is emitted at once; the rest is held back.
     *
     * @param view asked for only when it is needed: it costs as much as the session has agents
     */
    List<Fact> on(AgentEvent.InSession event, SessionReducer.Reduction reduction, Supplier<SessionView> view) {
        List<Fact> facts = new ArrayList<>(reduction.facts());
        Touched changed = reduction.changed();
        long arrivedAt = event.origin().arrivedAt();
        structurePending |= changed.structure();
        if (!structurePending) {
            counters(changed.agents(), arrivedAt, view.get(), facts);
        } else if (budget.affords(Math.max(rows.agents().size(), rows.spawns().size()), arrivedAt)) {
            all(view.get(), facts);
        }
        if (changed.any() && rows.moved()) {
            facts.addAll(continuations.carried(event, view.get().elsewhere(), reduction.fragments()));
        }
        return facts;
    }

    /** What was held back: counters, and what a change of structure means. */
    List<Fact> heldBack(SessionView view) {
        List<Fact> facts = new ArrayList<>();
        if (structurePending) {
            all(view, facts);
        }
        pending.forEach(agentId -> emitter.agent(view.agent(agentId), facts));
        pending.clear();
        return facts;
    }

    /** Analyses what is stale, and emits what that and the passing of time have changed. */
    List<Fact> analysed(SessionView view) {
        List<Fact> facts = new ArrayList<>();
        List<AgentLifecycle> agents = view.agents();
        analyse(view, agents, view.workflows(agents));
        all(view, facts);
        return facts;
    }

    private void analyse(SessionView view, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        reach.moments(graphs::touch);
        graphs.refresh(view, agents, workflows);
    }

    private void all(SessionView view, List<Fact> facts) {
        structurePending = false;
        List<AgentLifecycle> agents = view.agents();
        emitter.agents(agents, facts);
        pending.clear();
        continuations.seen(agents).ifPresent(facts::add);
        continuations.team().ifPresent(facts::add);
        emitter.workflows(view.workflows(agents), facts);
        nextChangeAt = view.wakeAt().orElse(Long.MAX_VALUE);
    }

    private void counters(Set<String> touched, long arrivedAt, SessionView view, List<Fact> facts) {
        pending.addAll(touched);
        boolean due = arrivedAt - countersEmittedAt >= COUNTERS_EVERY;
        for (String agentId : List.copyOf(pending)) {
            AgentLifecycle before = emitter.latest(agentId);
            if (due || before == null || (touched.contains(agentId) && !view.standsAs(before))) {
                emitter.agent(view.agent(agentId), facts);
                pending.remove(agentId);
            }
        }
        if (due) {
            countersEmittedAt = arrivedAt;
        }
    }

    /** Whether {@link #heldBack} has something to emit. */
    boolean holdsBack() {
        return structurePending || !pending.isEmpty();
    }

    /** Whether a change of structure is held back. */
    boolean holdsBackStructure() {
        return structurePending;
    }

    /** Whether {@link #analysed} has something to analyse. */
    boolean stale() {
        return graphs.stale();
    }

    /**
     * The watermark at which silence changes something, epoch ms; {@link Long#MAX_VALUE} when it changes nothing any more. As of the last look
     * at the whole session.
     */
    long nextChangeAt() {
        return nextChangeAt;
    }
}
