package io.delegraph.aggregates;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes the sums from the latest agents and workflows in one batch, without state or subtraction. */
public final class BatchAggregation {
    private final Map<BatchKey, Aggregate> sums = new HashMap<>();

    /** A window of a group. */
    public record BatchKey(WindowSize size, long start, MetricSeries series) {}

    /** Sums these agents and workflows, each given once. */
    public static Map<BatchKey, Aggregate> of(
            Collection<AgentLifecycle> agents, Collection<WorkflowSummary> workflows) {
        BatchAggregation batch = new BatchAggregation();
        agents.forEach(agent -> DelegationContributions.all(agent).forEach(batch::add));
        workflows.forEach(workflow -> WorkflowContributions.of(workflow).forEach(batch::add));
        return batch.sums;
    }

    private void add(Contribution contribution) {
        for (WindowSize size : contribution.subject().windows()) {
            for (Grouping grouping : Groupings.of(contribution.subject())) {
                List<String> values = grouping.dimensions().stream()
                        .map(contribution.values()::get)
                        .toList();
                BatchKey key = new BatchKey(
                        size,
                        size.startOf(contribution.minute()),
                        new MetricSeries(contribution.source(), grouping, values));
                sums.merge(key, contribution.sum(), Aggregate::plus);
            }
        }
    }
}
