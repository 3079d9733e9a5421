package io.delegraph.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is to be added to the sums by minute: contributions and what they replace, merged. */
final class Deltas {
    private final Map<Place, Aggregate> sums = new HashMap<>();

    private record Place(Series series, long minute) {}

    void replace(Contribution before, Contribution after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            Aggregate taken = Aggregate.ZERO.minus(before.sum());
            add(before, taken);
        }
        if (after != null) {
            add(after, after.sum());
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
