package io.delegraph.aggregates.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.SumMetric;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairFiguresTest {
    private static final Offset<Double> FOUR_PLACES = within(1e-4);

    /** x: 1 2 3 4 5, y: 2 1 4 3 5. */
    private static final Correlation.PairSums SUMS = new Correlation.PairSums(5, 15, 15, 55, 55, 53);

    private static FailuresTogether failures(long pairs, long parents, long children, long both) {
        return PairFigures.of(
                        Aggregate.of(
                                Map.of(
                                        SumMetric.PAIRS,
                                        pairs,
                                        SumMetric.PARENT_FAILED,
                                        parents,
                                        SumMetric.CHILD_FAILED,
                                        children,
                                        SumMetric.BOTH_FAILED,
                                        both),
                                Map.of()),
                        20)
                .failures();
    }

    /** (5 * 53 - 15 * 15) / (5 * 55 - 15 * 15) = 0.8; artanh 0.8 = 1.09861, 1.96 / sqrt(2) = 1.38593. */
    @Test
    void shouldComputePearsonsCoefficientAndFishersInterval() {
        Correlation correlation = Correlation.of(SUMS, 5);

        assertThat(correlation.coefficient().estimate()).isCloseTo(0.8, FOUR_PLACES);
        // tanh -0.28732, tanh 2.48454
        assertThat(correlation.coefficient().low()).isCloseTo(-0.2797, FOUR_PLACES);
        assertThat(correlation.coefficient().high()).isCloseTo(0.9862, FOUR_PLACES);
        assertThat(correlation.says()).isEqualTo("no connection that the sample shows");
    }

    /** The same pairs a hundred times: 1.96 / sqrt(497) = 0.08792. */
    @Test
    void shouldDescribeTheDirectionOfACorrelation() {
        Correlation together = Correlation.of(new Correlation.PairSums(500, 1500, 1500, 5500, 5500, 5300), 20);
        assertThat(together.coefficient().low()).isCloseTo(0.7661, FOUR_PLACES);
        assertThat(together.says()).isEqualTo("more of one goes with more of the other");

        // y: 5 4 3 2 1
        Correlation against = Correlation.of(new Correlation.PairSums(500, 1500, 1500, 5500, 5500, 3500), 20);
        assertThat(against.coefficient()).isEqualTo(new Interval(-1, -1, -1));
        assertThat(against.says()).isEqualTo("more of one goes with less of the other");
    }

    @Test
    void shouldHaveNoCoefficientWhenPairsAreTooFewOrConstant() {
        Correlation few = Correlation.of(SUMS, 6);
        assertThat(few.coefficient()).isNull();
        assertThat(few.sample()).isEqualTo(5);
        assertThat(few.says()).isEqualTo("not enough data");
        // three have no interval, whatever the setting
        assertThat(Correlation.of(new Correlation.PairSums(3, 6, 6, 14, 14, 14), 1)
                        .says())
                .isEqualTo("not enough data");

        // every x is 3
        Correlation flat = Correlation.of(new Correlation.PairSums(5, 15, 15, 45, 55, 45), 5);
        assertThat(flat.coefficient()).isNull();
        assertThat(flat.says()).isEqualTo("one of the two never varies");
    }

    /** So many pairs that the squares of sums overflow a long: every second one is (20000, 20000), the others are (10000, 10000). */
    @Test
    void shouldNotOverflow() {
        long half = 500_000_000;

        assertThat(new Correlation.PairSums(
                                2 * half,
                                half * 30_000,
                                half * 30_000,
                                half * 500_000_000,
                                half * 500_000_000,
                                half * 500_000_000)
                        .coefficient())
                .isEqualTo(1.0);
    }

    /** Of 40 failed children's parents 10 failed, of 60 others' 3. sqrt(0.25*0.75/40 + 0.05*0.95/60) = 0.07403. */
    @Test
    void shouldCompareParentsOfFailedChildrenWithOthers() {
        FailuresTogether figures = failures(100, 13, 40, 10);

        assertThat(figures.baseShare()).isEqualTo(0.13);
        assertThat(figures.shareWithFailedChild()).isEqualTo(0.25);
        assertThat(figures.shareOtherwise()).isEqualTo(0.05);
        assertThat(figures.difference().estimate()).isCloseTo(0.2, FOUR_PLACES);
        assertThat(figures.difference().low()).isCloseTo(0.2 - 1.96 * 0.07403, FOUR_PLACES);
        assertThat(figures.says()).isEqualTo("parents fail more often with a failed child");
        assertThat(failures(100, 12, 40, 5).says()).isEqualTo("no difference that the sample shows");
    }

    @Test
    void shouldCompareFailuresOnlyWhereBothAreEnough() {
        FailuresTogether figures = failures(100, 13, 19, 10);

        assertThat(figures.difference()).isNull();
        assertThat(figures.says()).isEqualTo("not enough data");
        assertThat(failures(100, 13, 81, 10).difference()).isNull();
        assertThat(failures(0, 0, 0, 0).baseShare()).isNull();
    }
}
