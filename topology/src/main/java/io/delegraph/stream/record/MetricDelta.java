package io.delegraph.stream.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.SeriesDelta;
import io.delegraph.aggregates.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The value of {@code agent.metrics.deltas}: changes of a group's sums.
 *
 * @param groupBy name of the grouping
 * @param values of its dimensions, in their order
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MetricDelta(
        String source, String subject, String groupBy, List<String> values, List<MinuteDelta> changes) {
    /** Maximum size of the changes in one record, bytes: half of a record. */
    private static final int MAX_CHANGES_BYTES = 256 << 10;

    /**
     * The changes of one minute, signed.
     *
     * @param minute its start, epoch ms
     * @param buckets counts by bucket, by distribution
     */
    public record MinuteDelta(long minute, Map<String, Long> amounts, Map<String, Map<Integer, Long>> buckets) {
        private static MinuteDelta of(long minute, Aggregate sum) {
            Map<String, Map<Integer, Long>> buckets = new LinkedHashMap<>();
            sum.distributions().forEach((metric, counts) -> buckets.put(metric.wireName(), counts.counts()));
            return new MinuteDelta(minute, MetricWindowMapper.sumsByName(sum), buckets);
        }

        /** Upper bound of the size as JSON: a number has up to 20 digits, a name up to 40 characters. */
        private int bytes() {
            int numbers = 1 + amounts.size();
            for (Map<Integer, Long> counts : buckets.values()) {
                numbers += 1 + counts.size();
            }
            return numbers * 64;
        }
    }

    /** Usually one delta; changes of many minutes (an import covers months at once) are split into several that add up to the same. */
    public static List<MetricDelta> of(SeriesDelta delta) {
        List<MetricDelta> parts = new ArrayList<>();
        List<MinuteDelta> changes = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<Long, Aggregate> minute : delta.sums().entrySet()) {
            MinuteDelta change = MinuteDelta.of(minute.getKey(), minute.getValue());
            bytes += change.bytes();
            if (bytes > MAX_CHANGES_BYTES && !changes.isEmpty()) {
                parts.add(part(delta.series(), changes));
                changes = new ArrayList<>();
                bytes = change.bytes();
            }
            changes.add(change);
        }
        parts.add(part(delta.series(), changes));
        return parts;
    }

    private static MetricDelta part(MetricSeries series, List<MinuteDelta> changes) {
        return new MetricDelta(
                series.source(),
                series.grouping().subject().wireName(),
                series.grouping().name(),
                series.values(),
                changes);
    }

    /** Empty when a newer version's grouping is unknown here. */
    public Optional<SeriesDelta> toSeriesDelta() {
        return Subject.of(subject)
                .flatMap(foundSubject -> Groupings.find(foundSubject, groupBy))
                .map(grouping -> new SeriesDelta(new MetricSeries(source, grouping, values), sums()));
    }

    private SortedMap<Long, Aggregate> sums() {
        SortedMap<Long, Aggregate> sums = new TreeMap<>();
        changes.forEach(
                change -> sums.put(change.minute, MetricWindowMapper.toAggregate(change.amounts, change.buckets)));
        return sums;
    }
}
