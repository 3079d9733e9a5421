package io.delegraph.aggregates;

import java.util.List;

/** The contributions of one agent or workflow; a workflow also contributes the parts of its agents' types. */
public record ContributionSet(List<Contribution> contributions) {
    public static final ContributionSet NONE = new ContributionSet(List.of());

    public ContributionSet {
        contributions = List.copyOf(contributions);
    }
}
