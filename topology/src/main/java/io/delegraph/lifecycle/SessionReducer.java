package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One session's life: merges what events say into its rows and tells what became true.
 *
 * <p>Changes of state, edge and identity are told at once, counters at most once a second (of arrival time).
 */
public final class SessionReducer {
    /** How often counters are told, ms of arrival time. */
    private static final long COUNTERS_EVERY = 1_000;

    private final SessionRows rows;
    private final Limits limits;
    private final Prices prices;
    private final Set<String> pending = new LinkedHashSet<>();
    private final Graphs graphs;
    private final Emitter emitter;
    private final Reach reach;
    private final Continuations continuations;
    private final ClientClock clock;
    private final LookBudget budget = new LookBudget();
    private Edges edges;
    private boolean behind;
    private Long nextWake;
    private long countersToldAt;

    public SessionReducer(SessionRows rows, Policies policies) {
        this.rows = rows;
        this.limits = policies.limits();
        this.prices = policies.prices();
        this.graphs = new Graphs(policies.analysis());
        this.emitter = new Emitter(rows.sessionId(), graphs);
        this.reach = new Reach(rows);
        this.continuations = new Continuations(rows);
        this.clock = new ClientClock(rows);
    }

    public SessionRows rows() {
        return rows;
    }

    /**
     * Takes an event in. History is only taken in: half of it read, it would tell of agents that are lost; {@link #wake} tells it.
     *
     * @param watermark arrival time up to which everything was read, epoch ms
     */
    public List<Fact> apply(AgentEvent.InSession event, long watermark) {
        SessionRow before = rows.session();
        Touched touched = new Touched();
        ClientClock.Corrected corrected = clock.of(event);
        List<Row> fragments = Fragments.of(event, corrected.origin());
        for (Row fragment : fragments) {
            boolean unseen = fragment instanceof AgentRow agent && !rows.placed(agent.agentId());
            if (rows.absorb(fragment)) {
                touched.add(fragment, unseen);
                reach.hear(fragment);
            }
        }
        if (corrected.shift() != null) {
            rows.absorb(corrected.shift());
        }
        rows.save();
        if (touched.structure()) {
            edges = null;
        }
        if (touched.any()) {
            graphs.touch(corrected.origin().at());
            if (event.origin().agentId() == null && event.origin().promptId() != null) {
                graphs.touch(event.origin().promptId());
            }
        }
        List<Fact> facts = new ArrayList<>();
        if (event.origin().fromHistory()) {
            return facts;
        }
        if (corrected.shift() != null) {
            facts.add(new Fact.ClockCorrected(
                    event.origin().source(), corrected.shift().clock().value().ms()));
        }
        emit(touched, event.origin().arrivedAt(), watermark, facts);
        if (touched.any() && rows.moved()) {
            facts.addAll(continuations.carried(event, view(watermark).elsewhere(), fragments));
        }
        SessionRow after = rows.session();
        if (after.process() != null && !after.process().equals(before.process())) {
            boolean moved = before.process() == null
                    || !before.process().value().equals(after.process().value());
            if (moved) {
                facts.add(new Fact.ProcessSeen(
                        rows.sessionId(),
                        after.process().value(),
                        after.process().at()));
            }
        }
        return facts;
    }

    /** Tells at once what the budget allows, and remembers the rest for {@link #flush}. */
    private void emit(Touched touched, long arrivedAt, long watermark, List<Fact> facts) {
        behind |= touched.structure();
        if (!behind) {
            tellCounters(touched.agents(), arrivedAt, watermark, facts);
        } else if (budget.affords(Math.max(rows.agents().size(), rows.spawns().size()), arrivedAt)) {
            tellAll(watermark, facts);
        }
    }

    /**
     * After loading: takes what the rows say for told, so that the next event tells only what it changes. What only silence says is not
     * recalled, because it may not have been told yet.
     *
     * @param analysed false when some of it may not have been analysed yet: then the next {@link #wake} tells all analyses
     */
    public void recall(boolean analysed) {
        if (emitter.empty() && rows.known()) {
            SessionView view = view(0);
            List<AgentLifecycle> agents = view.agents();
            List<WorkflowSummary> workflows = view.workflows(agents);
            analyse(view, agents, workflows);
            emitter.restore(agents, workflows, analysed);
        }
    }

    /** Tells what was held back: counters, and what a change of structure means. */
    public List<Fact> flush(long watermark) {
        List<Fact> facts = new ArrayList<>();
        if (behind) {
            tellAll(watermark, facts);
        }
        SessionView view = view(watermark);
        pending.forEach(agentId -> emitter.agent(view.agent(agentId), facts));
        pending.clear();
        return facts;
    }

    /** Analyses what is stale, and tells what that and the passing of time have changed. */
    public List<Fact> wake(long watermark) {
        List<Fact> facts = new ArrayList<>();
        SessionView view = view(watermark);
        List<AgentLifecycle> agents = view.agents();
        analyse(view, agents, view.workflows(agents));
        tellAll(watermark, facts);
        return facts;
    }

    private void analyse(SessionView view, List<AgentLifecycle> agents, List<WorkflowSummary> workflows) {
        reach.moments(graphs::touch);
        graphs.refresh(view, agents, workflows);
    }

    /** Whether {@link #wake} has something to analyse. */
    public boolean stale() {
        return graphs.stale();
    }

    /** Whether something is held back that {@link #flush} tells. */
    public boolean pending() {
        return behind || !pending.isEmpty();
    }

    /** Whether a change of structure is held back, so that what the rows say was not told. */
    public boolean behind() {
        return behind;
    }

    /**
     * The watermark at which {@link #wake} has something to tell, epoch ms; empty when silence changes nothing any more. As of the last look
     * at the whole session.
     */
    public Optional<Long> wakeAt() {
        return Optional.ofNullable(nextWake);
    }

    /** The watermark at which the session is to be forgotten, epoch ms. */
    public long forgetAt() {
        return lastArrival() + limits.retention().toMillis();
    }

    /** The watermark at which an agent that was heard of last now would be silent for too long, epoch ms. */
    public long silentAt() {
        return lastArrival() + limits.lostAfter().toMillis();
    }

    /** When the last word of the session arrived, epoch ms. */
    public long lastArrival() {
        SessionRow session = rows.session();
        return session.seen() == null ? 0 : session.seen().lastArrival();
    }

    /** Says goodbye to everything that was told of the session. The rows are the caller's to delete. */
    public List<Fact> forget(long watermark) {
        List<Fact> facts = new ArrayList<>();
        SessionView view = view(watermark);
        List<AgentLifecycle> agents = view.agents();
        agents.forEach(
                agent -> facts.add(new Fact.LifecycleGone(rows.sessionId(), agent.agentId(), Fact.Why.RETENTION)));
        view.workflows(agents)
                .forEach(it -> facts.add(new Fact.WorkflowGone(rows.sessionId(), it.workflowId(), Fact.Why.RETENTION)));
        return facts;
    }

    public SessionView view(long watermark) {
        if (edges == null) {
            edges = Edges.of(rows);
        }
        return new SessionView(rows, edges, limits, prices, watermark);
    }

    private void tellAll(long watermark, List<Fact> facts) {
        behind = false;
        SessionView view = view(watermark);
        List<AgentLifecycle> agents = view.agents();
        emitter.agents(agents, facts);
        pending.clear();
        continuations.seen(agents).ifPresent(facts::add);
        continuations.team().ifPresent(facts::add);
        emitter.workflows(view.workflows(agents), facts);
        nextWake = view.wakeAt().orElse(null);
    }

    private void tellCounters(Set<String> touched, long arrivedAt, long watermark, List<Fact> facts) {
        pending.addAll(touched);
        SessionView view = view(watermark);
        boolean due = arrivedAt - countersToldAt >= COUNTERS_EVERY;
        for (String agentId : List.copyOf(pending)) {
            AgentLifecycle before = emitter.latest(agentId);
            if (due || before == null || (touched.contains(agentId) && !view.standsAs(before))) {
                emitter.agent(view.agent(agentId), facts);
                pending.remove(agentId);
            }
        }
        if (due) {
            countersToldAt = arrivedAt;
        }
    }
}
