package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.Json;
import io.delegraph.windows.Aggregate;
import io.delegraph.windows.Amount;
import io.delegraph.windows.Delta;
import io.delegraph.windows.Groups;
import io.delegraph.windows.LogBuckets;
import io.delegraph.windows.Measure;
import io.delegraph.windows.Series;
import io.delegraph.windows.Subject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricDeltaTest {
    private static final Series ALL =
            new Series("demo", Groups.of(Subject.DELEGATION).getFirst(), List.of());

    private static Delta over(int minutes) {
        SortedMap<Long, Aggregate> sums = new TreeMap<>();
        for (long minute = 0; minute < minutes; minute++) {
            sums.put(
                    minute * 60_000,
                    Aggregate.of(
                            Map.of(Amount.DELEGATIONS, 1L, Amount.FAILED, -minute, Amount.DURATION_MS, Long.MAX_VALUE),
                            Map.of(Measure.DURATION_MS, LogBuckets.of(minute))));
        }
        return new Delta(ALL, sums);
    }

    @Test
    void shouldShareWhatChangesInManyMinutesAmongRecordsThatFit() {
        Delta delta = over(20_000);

        List<MetricDelta> parts = MetricDelta.of(delta);

        assertThat(parts).hasSizeGreaterThan(5).allSatisfy(part -> {
            byte[] json = new BoundedJson<MetricDelta>().serialize(Names.METRIC_DELTAS, part);
            assertThat(Json.read(json, MetricDelta.class)).isEqualTo(part);
        });
        SortedMap<Long, Aggregate> together = new TreeMap<>();
        parts.forEach(part -> part.delta().orElseThrow().sums().forEach((minute, sum) -> {
            assertThat(together.put(minute, sum)).isNull();
        }));
        assertThat(together).isEqualTo(delta.sums());
    }

    @Test
    void shouldTellOfFewMinutesAtOnce() {
        assertThat(MetricDelta.of(over(100))).hasSize(1);
    }
}
