package io.delegraph.aggregates;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks the contributions of every agent and workflow, and returns the changes of the sums. Changes are collected until {@link
 * #drainDeltas}, so that several changes of one contribution, or of one group, become one delta.
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

    /** Continues with the state of the store. */
    public ContributionTracker(ContributionStore store) {
        this.store = store;
        store.pending()
                .forEach((contributor, next) ->
                        pending.put(contributor, new PendingUpdate(store.applied(contributor), next)));
    }

    /** Stores contributions. */
    public interface ContributionStore {
        /** The contributions that are in the sums; {@link ContributionSet#NONE} for none. */
        ContributionSet applied(ContributorKey contributor);

        /** {@link ContributionSet#NONE} deletes. */
        void putApplied(ContributorKey contributor, ContributionSet contributions);

        Map<ContributorKey, ContributionSet> pending();

        void putPending(ContributorKey contributor, ContributionSet contributions);

        void removePending(ContributorKey contributor);
    }

    /** A root contributes nothing. */
    public void updateAgent(AgentLifecycle agent) {
        List<Contribution> contributions = DelegationContributions.all(agent);
        if (!contributions.isEmpty()) {
            update(
                    new ContributorKey(Subject.DELEGATION, agent.sessionId(), agent.agentId()),
                    new ContributionSet(contributions));
        }
    }

    public void updateWorkflow(WorkflowSummary workflow) {
        update(
                new ContributorKey(Subject.WORKFLOW, workflow.sessionId(), workflow.workflowId()),
                new ContributionSet(WorkflowContributions.of(workflow)));
    }

    /** The agent or workflow turned out to be part of another one: its contribution is subtracted. */
    public void remove(ContributorKey contributor) {
        update(contributor, ContributionSet.NONE);
    }

    /** The retention is over, and the contribution stays in the sums. Must be drained before if it is {@link #pending}. */
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

    /** Number of pending changes. */
    public int pending() {
        return pending.size();
    }

    /** The changes of the sums. */
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
