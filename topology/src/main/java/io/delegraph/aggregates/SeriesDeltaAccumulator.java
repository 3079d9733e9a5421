package io.delegraph.aggregates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accumulates the changes of sums by minute: new contributions minus the ones that they replace. */
final class SeriesDeltaAccumulator {
    private final Map<MetricSeries, SortedMap<Long, Aggregate>> sums = new HashMap<>();

    void replace(List<Contribution> before, List<Contribution> after) {
        for (Contribution contribution : before) {
            if (!after.contains(contribution)) {
                add(contribution, Aggregate.ZERO.minus(contribution.sum()));
            }
        }
        for (Contribution contribution : after) {
            if (!before.contains(contribution)) {
                add(contribution, contribution.sum());
            }
        }
    }

    private void add(Contribution contribution, Aggregate sum) {
        List<Grouping> groupings = Groupings.of(contribution.subject());
        for (Grouping grouping : groupings.subList(0, contribution.groupings())) {
            List<String> values = new ArrayList<>(grouping.dimensions().size());
            grouping.dimensions()
                    .forEach(dimension -> values.add(contribution.values().get(dimension)));
            sums.computeIfAbsent(new MetricSeries(contribution.source(), grouping, values), series -> new TreeMap<>())
                    .merge(contribution.minute(), sum, Aggregate::plus);
        }
    }

    /** The changes that are not zero. */
    List<SeriesDelta> deltas() {
        List<SeriesDelta> deltas = new ArrayList<>();
        sums.forEach((series, minutes) -> {
            minutes.values().removeIf(Aggregate::isZero);
            if (!minutes.isEmpty()) {
                deltas.add(new SeriesDelta(series, minutes));
            }
        });
        return deltas;
    }
}
