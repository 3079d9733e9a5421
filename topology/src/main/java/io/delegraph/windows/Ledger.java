package io.delegraph.windows;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what every agent and workflow contributes, and tells by how much the sums change. Changes wait until {@link #settle}, so that
 * what changes often is told once, and what many contribute to one group is one delta.
 *
 * <pre>
 * lifecycle ─┬─► contributions ──► waits ── settle ──► new − applied = deltas; applied := new
 * workflow ──┘
 * </pre>
 */
public final class Ledger {
    private final Pages pages;
    private final Map<Account, Change> waiting = new LinkedHashMap<>();

    private record Change(Standing applied, Standing next) {}

    /** Goes on with what {@code pages} hold. */
    public Ledger(Pages pages) {
        this.pages = pages;
        pages.waiting().forEach((account, next) -> waiting.put(account, new Change(pages.applied(account), next)));
    }

    /** Where it is kept. */
    public interface Pages {
        /** As the sums have it; {@link Standing#NONE} for nothing. */
        Standing applied(Account account);

        /** {@link Standing#NONE} deletes. */
        void apply(Account account, Standing standing);

        Map<Account, Standing> waiting();

        void await(Account account, Standing standing);

        void settled(Account account);
    }

    /** A root contributes nothing. */
    public void agent(AgentLifecycle agent) {
        Delegations.of(agent)
                .ifPresent(it -> change(
                        new Account(Subject.DELEGATION, agent.sessionId(), agent.agentId()),
                        new Standing(List.of(it))));
    }

    public void workflow(WorkflowSummary workflow) {
        change(
                new Account(Subject.WORKFLOW, workflow.sessionId(), workflow.workflowId()),
                new Standing(Prompted.of(workflow)));
    }

    /** It turned out to be no agent or workflow of its own: what it contributed is taken back. */
    public void gone(Account account) {
        change(account, Standing.NONE);
    }

    /** Its retention is over, what it contributed stays. To be settled before, if it {@link #waits}. */
    public void retired(Account account) {
        pages.apply(account, Standing.NONE);
    }

    private void change(Account account, Standing standing) {
        Change waits = waiting.get(account);
        Standing applied = waits != null ? waits.applied() : pages.applied(account);
        if (!standing.equals(waits != null ? waits.next() : applied)) {
            waiting.put(account, new Change(applied, standing));
            pages.await(account, standing);
        }
    }

    public boolean waits(Account account) {
        return waiting.containsKey(account);
    }

    /** How many changes wait. */
    public int waits() {
        return waiting.size();
    }

    /** By how much the sums change. */
    public List<Delta> settle() {
        Deltas deltas = new Deltas();
        waiting.forEach((account, change) -> {
            deltas.replace(change.applied().contributions(), change.next().contributions());
            pages.apply(account, change.next());
            pages.settled(account);
        });
        waiting.clear();
        return deltas.all();
    }
}
