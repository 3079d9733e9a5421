package io.delegraph.windows;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sums as a plain computation over the latest agents and workflows gives them: nothing is remembered, nothing taken back. */
public final class Batch {
    private final Map<Key, Aggregate> sums = new HashMap<>();

    /** A window of a group. */
    public record Key(WindowSize size, long start, Series series) {}

    /** Of these, each agent and workflow there once. */
    public static Map<Key, Aggregate> of(Collection<AgentLifecycle> agents, Collection<WorkflowSummary> workflows) {
        Batch batch = new Batch();
        agents.forEach(agent -> Delegations.of(agent).ifPresent(batch::add));
        workflows.forEach(workflow -> Prompted.of(workflow).forEach(batch::add));
        return batch.sums;
    }

    private void add(Contribution contribution) {
        for (WindowSize size : WindowSize.values()) {
            for (Grouping grouping : Groups.of(contribution.subject())) {
                List<String> values = grouping.dimensions().stream()
                        .map(contribution.values()::get)
                        .toList();
                Key key = new Key(
                        size, size.startOf(contribution.minute()), new Series(contribution.source(), grouping, values));
                sums.merge(key, contribution.sum(), Aggregate::plus);
            }
        }
    }
}
