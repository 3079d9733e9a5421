package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.SumMetric;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StageFiguresTest {
    private static final Offset<Double> FOUR_PLACES = within(1e-4);

    private static Aggregate sum(Object... amounts) {
        Map<SumMetric, Long> sums = new EnumMap<>(SumMetric.class);
        for (int i = 0; i < amounts.length; i += 2) {
            sums.put((SumMetric) amounts[i], ((Integer) amounts[i + 1]).longValue());
        }
        return Aggregate.of(sums, Map.of());
    }

    /** Logarithms 0.5 and 0.9: mean 0.7, variance 0.08, error sqrt(0.08 / 2) = 0.2. */
    @Test
    void shouldComputeTheRatioToThePreviousStage() {
        StageFigures.StageChange change = StageFigures.of(
                        sum(
                                STAGES,
                                2,
                                WITH_BEFORE,
                                2,
                                DURATION_LOG_RATIO,
                                1_400,
                                DURATION_LOG_RATIO_SQUARED,
                                1_060_000,
                                FAILURES,
                                5,
                                BEFORE_FAILURES,
                                2,
                                REWORK,
                                1,
                                BEFORE_REWORK,
                                4),
                        2)
                .change();

        assertThat(change.timeRatio().estimate()).isCloseTo(Math.exp(0.7), FOUR_PLACES);
        assertThat(change.timeRatio().low()).isCloseTo(Math.exp(0.7 - 1.96 * 0.2), FOUR_PLACES);
        assertThat(change.timeRatio().high()).isCloseTo(Math.exp(0.7 + 1.96 * 0.2), FOUR_PLACES);
        assertThat(change.failures()).isEqualTo(1.5);
        assertThat(change.rework()).isEqualTo(-1.5);
        assertThat(change.tokensRatio()).isNull();
        assertThat(change.says()).isEqualTo("took more time than the one before");
    }

    @Test
    void shouldHaveNoChangeWhenTheSampleIsTooSmall() {
        StageFigures figures = StageFigures.of(
                sum(
                        STAGES,
                        19,
                        AGENTS,
                        38,
                        FAILURES,
                        19,
                        WITH_BEFORE,
                        19,
                        DURATION_LOG_RATIO,
                        1_400,
                        TOKENS_WITH_BEFORE,
                        5,
                        REWORK,
                        3,
                        HAND_OFFS,
                        8),
                20);

        assertThat(figures.change())
                .isEqualTo(new StageFigures.StageChange(19, null, 5, null, null, null, "not enough data"));
        assertThat(figures.agents()).isEqualTo(2.0);
        assertThat(figures.failedShare()).isEqualTo(0.5);
        assertThat(figures.rework()).isEqualTo(3);
        assertThat(figures.handOffs()).isEqualTo(8);
    }

    /** Logarithms of -0.7 and 0.7 equally often: no change, whatever their spread. */
    @Test
    void shouldDescribeNoChangeWhenTheIntervalIncludesOne() {
        Aggregate none = sum(STAGES, 20, WITH_BEFORE, 20, DURATION_LOG_RATIO_SQUARED, 9_800_000);

        assertThat(StageFigures.of(none, 20).change().says()).isEqualTo("no difference in time that the sample shows");
        assertThat(StageFigures.of(none, 20).change().timeRatio().estimate()).isEqualTo(1);
        Aggregate less =
                sum(STAGES, 20, WITH_BEFORE, 20, DURATION_LOG_RATIO, -14_000, DURATION_LOG_RATIO_SQUARED, 9_800_000);
        assertThat(StageFigures.of(less, 20).change().says()).isEqualTo("took less time than the one before");
    }

    @Test
    void shouldHaveNoChangeOfTheFirst() {
        assertThat(StageFigures.of(sum(STAGES, 30), 20).change()).isNull();
    }

    @Test
    void shouldComputeTheSharesOfCheckedWork() {
        GateFigures figures = GateFigures.of(
                sum(
                        IMPLEMENTATIONS,
                        80,
                        GATED,
                        20,
                        REWORKED,
                        5,
                        GATE_MS,
                        4_000,
                        GATED_WORKFLOWS,
                        20,
                        GATED_ELAPSED_MS,
                        16_000),
                20);

        assertThat(figures)
                .isEqualTo(new GateFigures(
                        80,
                        20,
                        0.25,
                        5,
                        0.25,
                        20,
                        200.0,
                        0.25,
                        "25 % were checked, 25 % of these were worked on again"));
    }

    @Test
    void shouldOmitAShareWhenItsSampleIsTooSmall() {
        assertThat(GateFigures.of(sum(IMPLEMENTATIONS, 80, GATED, 19, GATED_WORKFLOWS, 19, GATE_MS, 1), 20))
                .isEqualTo(new GateFigures(
                        80,
                        19,
                        0.2375,
                        0,
                        null,
                        19,
                        null,
                        null,
                        "24 % were checked, not enough data on what came of it"));
        assertThat(GateFigures.of(sum(IMPLEMENTATIONS, 19, GATED, 19), 20))
                .isEqualTo(new GateFigures(19, 19, null, 0, null, 0, null, null, "not enough data"));
    }
}
