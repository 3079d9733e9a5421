package io.delegraph.aggregates;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what every agent and workflow contributes, and returns by how much the sums change. Changes wait until {@link #drainDeltas}, so that
 * what changes often is emitted once, and what many contribute to one group is one delta.
 *
 * <pre>
 * lifecycle ─┬─► contributions ──► pending ── drain ──► new − applied = deltas; applied := new
 * workflow ──┘
 * </pre>
 */
public final class ContributionTracker {
    private final ContributionStore store;
    private final Map<ContributorKey, PendingUpdate> pending = new LinkedHashMap<>();

    private record PendingUpdate(ContributionSet applied, ContributionSet next) {}

    /** Goes on with what the store holds. */
    public ContributionTracker(ContributionStore store) {
        this.store = store;
        store.pending()
                .forEach((contributor, next) ->
                        pending.put(contributor, new PendingUpdate(store.applied(contributor), next)));
    }

    /** Where it is kept. */
    public interface ContributionStore {
        /** As the sums have it; {@link ContributionSet#NONE} for nothing. */
        ContributionSet applied(ContributorKey contributor);

        /** {@link ContributionSet#NONE} deletes. */
        void putApplied(ContributorKey contributor, ContributionSet contributions);

        Map<ContributorKey, ContributionSet> pending();

        void putPending(ContributorKey contributor, ContributionSet contributions);

        void removePending(ContributorKey contributor);
    }

    /** A root contributes nothing. */
    public void updateAgent(AgentLifecycle agent) {
        DelegationContributions.of(agent)
                .ifPresent(it -> update(
                        new ContributorKey(Subject.DELEGATION, agent.sessionId(), agent.agentId()),
                        new ContributionSet(List.of(it))));
    }

    public void updateWorkflow(WorkflowSummary workflow) {
        update(
                new ContributorKey(Subject.WORKFLOW, workflow.sessionId(), workflow.workflowId()),
                new ContributionSet(WorkflowContributions.of(workflow)));
    }

    /** It turned out to be no agent or workflow of its own: what it contributed is taken back. */
    public void remove(ContributorKey contributor) {
        update(contributor, ContributionSet.NONE);
    }

    /** Its retention is over, what it contributed stays. To be drained before, if it is {@link #pending}. */
    public void expire(ContributorKey contributor) {
        store.putApplied(contributor, ContributionSet.NONE);
    }

    private void update(ContributorKey contributor, ContributionSet contributions) {
        PendingUpdate before = pending.get(contributor);
        ContributionSet applied = before != null ? before.applied() : store.applied(contributor);
        if (!contributions.equals(before != null ? before.next() : applied)) {
            pending.put(contributor, new PendingUpdate(applied, contributions));
            store.putPending(contributor, contributions);
        }
    }

    public boolean pending(ContributorKey contributor) {
        return pending.containsKey(contributor);
    }

    /** How many changes wait. */
    public int pending() {
        return pending.size();
    }

    /** By how much the sums change. */
    public List<SeriesDelta> drainDeltas() {
        SeriesDeltaAccumulator deltas = new SeriesDeltaAccumulator();
        pending.forEach((contributor, change) -> {
            deltas.replace(change.applied().contributions(), change.next().contributions());
            store.putApplied(contributor, change.next());
            store.removePending(contributor);
        });
        pending.clear();
        return deltas.deltas();
    }
}
