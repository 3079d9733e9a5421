package io.delegraph.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class LogHistogramPropertyTest {
    private static LogHistogram of(List<Long> values) {
        LogHistogram all = LogHistogram.EMPTY;
        for (long value : values) {
            all = all.plus(LogHistogram.of(value), 1);
        }
        return all;
    }

    @Property
    void shouldRepresentAValueToOneThirtySecond(@ForAll @LongRange(min = 0) long value) {
        long median = LogHistogram.of(value).quantile(0.5);

        assertThat(Math.abs(median - value)).isLessThanOrEqualTo(value / 32);
    }

    @Property
    void shouldKeepTheOrderOfValues(@ForAll @LongRange(min = 0) long a, @ForAll @LongRange(min = 0) long b) {
        assertThat(LogHistogram.bucket(Math.min(a, b))).isLessThanOrEqualTo(LogHistogram.bucket(Math.max(a, b)));
    }

    @Property
    void shouldReturnTheQuantileOfTheNearestRank(
            @ForAll @NotEmpty List<@LongRange(min = 0, max = 10_000_000) Long> values,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        int rank = (int) Math.max(1, Math.ceil(share * values.size()));
        long exact = values.stream().sorted().skip(rank - 1).findFirst().orElseThrow();

        assertThat(Math.abs(of(values).quantile(share) - exact)).isLessThanOrEqualTo(exact / 32);
    }

    @Property
    void shouldSubtractExactly(
            @ForAll List<@LongRange(min = 0) Long> some, @ForAll List<@LongRange(min = 0) Long> others) {
        assertThat(of(some).plus(of(others), 1).plus(of(some), -1)).isEqualTo(of(others));
        assertThat(of(some).plus(of(some), -1)).isEqualTo(LogHistogram.EMPTY);
    }
}
