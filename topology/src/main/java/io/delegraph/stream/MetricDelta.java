package io.delegraph.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.windows.Delta;
import io.delegraph.windows.Grouping;
import io.delegraph.windows.Groups;
import io.delegraph.windows.MetricWindows;
import io.delegraph.windows.Series;
import io.delegraph.windows.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The value of {@code agent.metrics.deltas}: by what a group's sums change. Numbers have a sign.
 *
 * @param minute start of the minute that it belongs to, epoch ms
 * @param buckets by what they count, counts by bucket
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MetricDelta(
        String source,
        String subject,
        Map<String, String> group,
        long minute,
        Map<String, Long> amounts,
        Map<String, Map<Integer, Long>> buckets) {

    static MetricDelta of(Delta delta) {
        Map<String, Map<Integer, Long>> buckets = new LinkedHashMap<>();
        delta.sum().measures().forEach((measure, counts) -> buckets.put(measure.word(), counts.counts()));
        return new MetricDelta(
                delta.series().source(),
                delta.series().grouping().subject().word(),
                delta.series().group(),
                delta.minute(),
                MetricWindows.amounts(delta.sum()),
                buckets);
    }

    /** Empty when a newer writer groups by what is not known here. */
    Optional<Delta> delta() {
        return Subject.of(subject)
                .flatMap(it -> Groups.of(it).stream()
                        .filter(grouping -> grouping.words().equals(group.keySet()))
                        .findFirst())
                .map(grouping -> new Delta(series(grouping), minute, MetricWindows.sum(amounts, buckets)));
    }

    private Series series(Grouping grouping) {
        return new Series(
                source,
                grouping,
                grouping.dimensions().stream().map(it -> group.get(it.word())).toList());
    }
}
