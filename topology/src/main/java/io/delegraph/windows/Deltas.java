package io.delegraph.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is to be added to the sums by minute: contributions and what they replace, merged. */
final class Deltas {
    private final Map<Place, Aggregate> sums = new HashMap<>();

    private record Place(Series series, long minute) {}

    void replace(List<Contribution> before, List<Contribution> after) {
        for (Contribution it : before) {
            if (!after.contains(it)) {
                add(it, Aggregate.ZERO.minus(it.sum()));
            }
        }
        for (Contribution it : after) {
            if (!before.contains(it)) {
                add(it, it.sum());
            }
        }
    }

    private void add(Contribution contribution, Aggregate sum) {
        List<Grouping> groupings = Groups.of(contribution.subject());
        for (Grouping grouping : groupings.subList(0, contribution.groupings())) {
            Series series = new Series(
                    contribution.source(),
                    grouping,
                    grouping.dimensions().stream()
                            .map(contribution.values()::get)
                            .toList());
            sums.merge(new Place(series, contribution.minute()), sum, Aggregate::plus);
        }
    }

    /** Those that change anything. */
    List<Delta> all() {
        return sums.entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .map(entry -> new Delta(entry.getKey().series(), entry.getKey().minute(), entry.getValue()))
                .toList();
    }
}
