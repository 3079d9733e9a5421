package io.delegraph.aggregates;

import static io.delegraph.aggregates.SettledWorkflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delegraph.aggregates.report.PairFigures;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Contributions of parents and children, computed by hand. */
class ParentChildContributionsTest {
    private static SettledWorkflows nested() {
        return workflow(WorkflowOrchestration.SUB_AGENT)
                .agent("root", null, null, 500, null)
                .under("root", "p");
    }

    private static Map<Dimension, String> types(String parent, String child) {
        return Map.of(Dimension.PARENT_TYPE, parent, Dimension.AGENT_TYPE, child);
    }

    /** ln 1000 = 6.908, ln 100 = 4.605, ln 20000 = 9.903, ln 50 = 3.912. */
    @Test
    void shouldSumTheLogarithmsOfBoth() {
        List<Contribution> pairs = nested().agent("p", "lead", false, 1_000, 20_000L)
                .agent("c", "coder", false, 100, 50L)
                .under("p", "c")
                .contributions(Subject.PAIR);

        assertThat(pairs).hasSize(1);
        Contribution pair = pairs.getFirst();
        assertThat(pair.values()).isEqualTo(types("lead", "coder"));
        assertThat(pair.source()).isEqualTo("demo");
        assertThat(pair.minute()).isEqualTo(60_000);
        assertThat(pair.sum().sums())
                .isEqualTo(Map.ofEntries(
                        Map.entry(SumMetric.PAIRS, 1L),
                        Map.entry(SumMetric.PARENT_WORK_LOG, 6_908L),
                        Map.entry(SumMetric.CHILD_WORK_LOG, 4_605L),
                        Map.entry(SumMetric.PARENT_WORK_LOG_SQUARED, 47_720_464L),
                        Map.entry(SumMetric.CHILD_WORK_LOG_SQUARED, 21_206_025L),
                        Map.entry(SumMetric.WORK_LOG_PRODUCT, 31_811_340L),
                        Map.entry(SumMetric.TOKEN_PAIRS, 1L),
                        Map.entry(SumMetric.PARENT_TOKENS_LOG, 9_903L),
                        Map.entry(SumMetric.CHILD_TOKENS_LOG, 3_912L),
                        Map.entry(SumMetric.PARENT_TOKENS_LOG_SQUARED, 98_069_409L),
                        Map.entry(SumMetric.CHILD_TOKENS_LOG_SQUARED, 15_303_744L),
                        Map.entry(SumMetric.TOKENS_LOG_PRODUCT, 38_740_536L)));
    }

    @Test
    void shouldCountFailuresOfParentsAndChildren() {
        List<Contribution> pairs = nested().agent("p", "lead", true, 10, null)
                .agent("c", "coder", true, 10, 5L)
                .agent("d", "coder", false, 0, 5L)
                .under("p", "c", "d")
                .contributions(Subject.PAIR);

        assertThat(pairs).hasSize(1);
        Aggregate sum = pairs.getFirst().sum();
        assertThat(sum.get(SumMetric.PAIRS)).isEqualTo(2);
        assertThat(sum.get(SumMetric.PARENT_FAILED)).isEqualTo(2);
        assertThat(sum.get(SumMetric.CHILD_FAILED)).isEqualTo(1);
        assertThat(sum.get(SumMetric.BOTH_FAILED)).isEqualTo(1);
        // the parent's tokens are unknown
        assertThat(sum.get(SumMetric.TOKEN_PAIRS)).isZero();
        // ln 10 = 2.303 twice; no time counts as 1 ms, whose logarithm is 0
        assertThat(sum.get(SumMetric.PARENT_WORK_LOG)).isEqualTo(4_606);
        assertThat(sum.get(SumMetric.CHILD_WORK_LOG)).isEqualTo(2_303);
    }

    @Test
    void shouldOmitTheRootRunningAndUnlistedAgents() {
        assertThat(nested().agent("p", "lead", false, 10, null)
                        .agent("open", "coder", null, 10, null)
                        .under("p", "open", "unlisted")
                        .contributions(Subject.PAIR))
                .isEmpty();
    }

    @Test
    void shouldLabelUnknownTypes() {
        assertThat(nested().agent("p", null, false, 10, null)
                        .agent("c", "coder", false, 10, null)
                        .under("p", "c")
                        .contributions(Subject.PAIR))
                .extracting(Contribution::values)
                .containsExactly(types(Dimension.UNKNOWN, "coder"));
    }

    /** 18 pairs of types, of which one has two pairs: 16 are counted separately. */
    @Test
    void shouldMergeTheRarestTypesOfAWorkflow() {
        SettledWorkflows emitted = nested().agent("p", "lead", false, 10, null);
        for (int i = 1; i <= 18; i++) {
            emitted.agent("c" + i, "type" + (10 + i), false, 10, null).under("p", "c" + i);
        }
        emitted.agent("d", "type28", false, 10, null).under("p", "d");

        List<Contribution> pairs = emitted.contributions(Subject.PAIR);

        assertThat(pairs).hasSize(17);
        assertThat(pairs.getFirst().values()).isEqualTo(types("lead", "type28"));
        assertThat(pairs.getLast().values()).isEqualTo(types(Dimension.OTHER, Dimension.OTHER));
        // the last two by name
        assertThat(pairs.getLast().sum().get(SumMetric.PAIRS)).isEqualTo(2);
        assertThat(pairs)
                .extracting(contribution -> contribution.values().get(Dimension.AGENT_TYPE))
                .contains("type11", "type25")
                .doesNotContain("type26", "type27");
        assertThat(pairs.stream()
                        .mapToLong(contribution -> contribution.sum().get(SumMetric.PAIRS))
                        .sum())
                .isEqualTo(19);
    }

    /** After subtractions the coefficient is Pearson's of the remaining values. */
    @Property(tries = 200)
    void shouldGiveTheCoefficientOfRemainingPairsAfterSubtraction(@ForAll long seed) {
        Random random = new Random(seed);
        List<double[]> left = new ArrayList<>();
        Aggregate sum = Aggregate.ZERO;
        for (int i = 0; i < 60; i++) {
            long parent = 1 + random.nextLong(1_000_000);
            long child = random.nextBoolean() ? parent / 3 : random.nextLong(2_000_000);
            Aggregate pair = nested().agent("p", "lead", false, parent, null)
                    .agent("c", "coder", false, child, null)
                    .under("p", "c")
                    .contributions(Subject.PAIR)
                    .getFirst()
                    .sum();
            boolean revised = random.nextInt(3) == 0;
            sum = revised ? sum.plus(pair).minus(pair) : sum.plus(pair);
            if (!revised) {
                left.add(new double[] {Math.log((double) parent), Math.log((double) Math.max(1, child))});
            }
        }

        assertThat(PairFigures.of(sum, 4).sample()).isEqualTo(left.size());
        assertThat(PairFigures.of(sum, 4).work().coefficient().estimate()).isCloseTo(pearson(left), within(1e-3));
    }

    private static double pearson(List<double[]> values) {
        double x = values.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double y = values.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double xx = values.stream()
                .mapToDouble(pair -> (pair[0] - x) * (pair[0] - x))
                .sum();
        double yy = values.stream()
                .mapToDouble(pair -> (pair[1] - y) * (pair[1] - y))
                .sum();
        double xy = values.stream()
                .mapToDouble(pair -> (pair[0] - x) * (pair[1] - y))
                .sum();
        return xy / Math.sqrt(xx * yy);
    }
}
