package io.delegraph.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.MetricSeries;
import io.delegraph.aggregates.SeriesDelta;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.schemas.Json;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricDeltaTest {
    private static final MetricSeries ALL =
            new MetricSeries("demo", Groupings.of(Subject.DELEGATION).getFirst(), List.of());

    private static SeriesDelta over(int minutes) {
        SortedMap<Long, Aggregate> sums = new TreeMap<>();
        for (long minute = 0; minute < minutes; minute++) {
            sums.put(
                    minute * 60_000,
                    Aggregate.of(
                            Map.of(
                                    SumMetric.DELEGATIONS,
                                    1L,
                                    SumMetric.FAILED,
                                    -minute,
                                    SumMetric.DURATION_MS,
                                    Long.MAX_VALUE),
                            Map.of(DistributionMetric.DURATION_MS, LogHistogram.of(minute))));
        }
        return new SeriesDelta(ALL, sums);
    }

    @Test
    void shouldSplitChangesOfManyMinutesIntoRecordsThatFit() {
        SeriesDelta delta = over(20_000);

        List<MetricDelta> parts = MetricDelta.of(delta);

        assertThat(parts).hasSizeGreaterThan(5).allSatisfy(part -> {
            byte[] json = new SizeLimitedJsonSerializer<MetricDelta>().serialize(Names.METRIC_DELTAS, part);
            assertThat(Json.read(json, MetricDelta.class)).isEqualTo(part);
        });
        SortedMap<Long, Aggregate> together = new TreeMap<>();
        parts.forEach(part -> part.toSeriesDelta().orElseThrow().sums().forEach((minute, sum) -> {
            assertThat(together.put(minute, sum)).isNull();
        }));
        assertThat(together).isEqualTo(delta.sums());
    }

    @Test
    void shouldWriteFewMinutesAsOneRecord() {
        assertThat(MetricDelta.of(over(100))).hasSize(1);
    }
}
