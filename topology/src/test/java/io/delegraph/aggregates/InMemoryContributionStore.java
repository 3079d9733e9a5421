package io.delegraph.aggregates;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Contributions in memory. */
final class InMemoryContributionStore implements ContributionTracker.ContributionStore {
    final Map<ContributorKey, ContributionSet> applied = new HashMap<>();
    private final Map<ContributorKey, ContributionSet> waiting = new LinkedHashMap<>();

    @Override
    public ContributionSet applied(ContributorKey contributor) {
        return applied.getOrDefault(contributor, ContributionSet.NONE);
    }

    @Override
    public void putApplied(ContributorKey contributor, ContributionSet contributions) {
        if (contributions.equals(ContributionSet.NONE)) {
            applied.remove(contributor);
        } else {
            applied.put(contributor, contributions);
        }
    }

    @Override
    public Map<ContributorKey, ContributionSet> pending() {
        return waiting;
    }

    @Override
    public void putPending(ContributorKey contributor, ContributionSet contributions) {
        waiting.put(contributor, contributions);
    }

    @Override
    public void removePending(ContributorKey contributor) {
        waiting.remove(contributor);
    }
}
