package io.delegraph.aggregates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is to be added to the sums by minute: contributions and what they replace, merged. */
final class SeriesDeltaAccumulator {
    private final Map<MetricSeries, SortedMap<Long, Aggregate>> sums = new HashMap<>();

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
        List<Grouping> groupings = Groupings.of(contribution.subject());
        for (Grouping grouping : groupings.subList(0, contribution.groupings())) {
            List<String> values = new ArrayList<>(grouping.dimensions().size());
            grouping.dimensions().forEach(it -> values.add(contribution.values().get(it)));
            sums.computeIfAbsent(new MetricSeries(contribution.source(), grouping, values), it -> new TreeMap<>())
                    .merge(contribution.minute(), sum, Aggregate::plus);
        }
    }

    /** Those that change anything. */
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
