package io.delegraph.aggregates.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.DistributionMetric;
import io.delegraph.aggregates.LogHistogram;
import io.delegraph.aggregates.SumMetric;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Workflows with durations around this one, between half and twice of it. */
    private static Aggregate workflows(Random random, int count, int clean, double ms) {
        Aggregate sum = Aggregate.of(
                Map.of(
                        SumMetric.WORKFLOWS,
                        (long) count,
                        SumMetric.CLEAN,
                        (long) clean,
                        SumMetric.WITH_FAILURES,
                        (long) count - clean),
                Map.of());
        for (int i = 0; i < count; i++) {
            long elapsed = (long) (ms * Math.pow(2, 2 * random.nextDouble() - 1));
            sum = sum.plus(Aggregate.of(Map.of(), Map.of(DistributionMetric.ELAPSED_MS, LogHistogram.of(elapsed))));
        }
        return sum;
    }

    private static Comparison compared(Aggregate wave, Aggregate other) {
        return Comparison.of("claude-code", Map.of(), "wave", wave, "sub-agent", other, 20);
    }

    @Test
    void shouldHaveNoIntervalsWhenTheSampleIsTooSmall() {
        Random random = new Random(1);
        Comparison comparison = compared(workflows(random, 19, 19, 1e5), workflows(random, 500, 100, 9e5));

        assertThat(comparison.enough()).isFalse();
        assertThat(comparison.says()).isEqualTo("not enough data");
        assertThat(comparison.goodShareDifference()).isNull();
        assertThat(comparison.timeRatio()).isNull();
        assertThat(comparison.sample()).isEqualTo(19);
    }

    @Test
    void shouldComputeTheDifferenceOfShares() {
        Random random = new Random(1);
        Interval difference = compared(workflows(random, 100, 80, 1e5), workflows(random, 100, 50, 1e5))
                .goodShareDifference();

        // sqrt(0.8*0.2/100 + 0.5*0.5/100) = 0.06403
        assertThat(difference.estimate()).isCloseTo(0.3, within(1e-9));
        assertThat(difference.low()).isCloseTo(0.3 - 1.96 * 0.06403, within(1e-4));
        assertThat(difference.high()).isCloseTo(0.3 + 1.96 * 0.06403, within(1e-4));
    }

    /** A 95 % interval must cover the true value about this often. */
    @Test
    void shouldCoverTheTrueRatioInAbout95PercentOfSamples() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Interval ratio = compared(workflows(random, 60, 60, 2e5), workflows(random, 40, 40, 1e5))
                    .timeRatio();
            covered += ratio.low() <= 2 && 2 <= ratio.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(180, 199);
    }

    @Test
    void shouldDescribeADifferenceOnlyWhenTheSampleShowsIt() {
        Random random = new Random(1);

        assertThat(compared(workflows(random, 100, 100, 3e5), workflows(random, 100, 100, 1e5))
                        .says())
                .isEqualTo("wave took more time than sub-agent");
        assertThat(compared(workflows(random, 100, 100, 1e5), workflows(random, 100, 100, 3e5))
                        .says())
                .isEqualTo("wave took less time than sub-agent");
    }
}
