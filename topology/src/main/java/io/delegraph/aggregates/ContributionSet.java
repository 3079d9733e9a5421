package io.delegraph.aggregates;

import java.util.List;

/** What an account contributes; a workflow besides its own the parts of its agents' types. */
public record ContributionSet(List<Contribution> contributions) {
    public static final ContributionSet NONE = new ContributionSet(List.of());

    public ContributionSet {
        contributions = List.copyOf(contributions);
    }
}
