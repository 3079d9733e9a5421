package io.delegraph.aggregates;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages in memory. */
final class InMemoryContributionStore implements ContributionTracker.ContributionStore {
    final Map<ContributorKey, ContributionSet> applied = new HashMap<>();
    private final Map<ContributorKey, ContributionSet> waiting = new LinkedHashMap<>();

    @Override
    public ContributionSet applied(ContributorKey account) {
        return applied.getOrDefault(account, ContributionSet.NONE);
    }

    @Override
    public void putApplied(ContributorKey account, ContributionSet standing) {
        if (standing.equals(ContributionSet.NONE)) {
            applied.remove(account);
        } else {
            applied.put(account, standing);
        }
    }

    @Override
    public Map<ContributorKey, ContributionSet> pending() {
        return waiting;
    }

    @Override
    public void putPending(ContributorKey account, ContributionSet standing) {
        waiting.put(account, standing);
    }

    @Override
    public void removePending(ContributorKey account) {
        waiting.remove(account);
    }
}
