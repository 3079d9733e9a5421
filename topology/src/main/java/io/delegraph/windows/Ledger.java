package io.delegraph.windows;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
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
    private final Map<Account, Standing> waiting;

    /** Goes on with what {@code pages} hold. */
    public Ledger(Pages pages) {
        this.pages = pages;
        this.waiting = new LinkedHashMap<>(pages.waiting());
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

    public void agent(AgentLifecycle agent) {
        change(
                new Account(Subject.DELEGATION, agent.sessionId(), agent.agentId()),
                new Standing(Delegations.of(agent).stream().toList()));
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

    private Standing latest(Account account) {
        Standing waits = waiting.get(account);
        return waits != null ? waits : pages.applied(account);
    }

    private void change(Account account, Standing standing) {
        if (!standing.equals(latest(account))) {
            waiting.put(account, standing);
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
        for (Map.Entry<Account, Standing> entry : new ArrayList<>(waiting.entrySet())) {
            Account account = entry.getKey();
            deltas.replace(
                    pages.applied(account).contributions(), entry.getValue().contributions());
            pages.apply(account, entry.getValue());
            pages.settled(account);
        }
        waiting.clear();
        return deltas.all();
    }
}
