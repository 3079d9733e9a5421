package io.delegraph.windows;

import java.util.List;

/** What an account contributes; a workflow besides its own the parts of its agents' types. */
public record Standing(List<Contribution> contributions) {
    public static final Standing NONE = new Standing(List.of());

    public Standing {
        contributions = List.copyOf(contributions);
    }
}
