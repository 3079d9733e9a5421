package io.delegraph.analysis.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.analysis.graph.MinimumOverlap;
import io.delegraph.analysis.graph.StageGrouping;
import io.delegraph.analysis.graph.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The most of an agent's children at work at once. */
class PeakConcurrentChildrenTest {
    private static final int MANY = 2_000;

    private final StageGrouping.Overlap together = new MinimumOverlap(0.5);

    @Property(tries = 300)
    void shouldEqualAComparisonOfAllPairs(@ForAll long seed) {
        Random random = new Random(seed);
        List<AgentExecution> children = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            ExecutionFixture child = ExecutionFixture.agent("a" + i);
            long from = random.nextInt(12);
            for (int run = random.nextInt(3); run >= 0; run--) {
                long to = from + random.nextInt(8);
                child.ran(from, to);
                from = to + random.nextInt(4);
            }
            children.add(child.work());
        }

        assertThat(new PeakConcurrentChildren(children, together).peak()).isEqualTo(ofEveryPair(children));
    }

    @Test
    void shouldAvoidComparingAllPairsWhenThousandsWorkTogether() {
        List<AgentExecution> children = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            children.add(ExecutionFixture.agent("a" + i).ran(i, 10 * MANY + i).work());
        }
        AtomicInteger pairs = new AtomicInteger();

        int peak = new PeakConcurrentChildren(children, (one, other) -> {
                    pairs.incrementAndGet();
                    return together.test(one, other);
                })
                .peak();

        assertThat(peak).isEqualTo(MANY);
        assertThat(pairs).hasValueLessThan(10 * MANY);
    }

    private int ofEveryPair(List<AgentExecution> children) {
        int peak = 0;
        for (AgentExecution child : children) {
            peak = Math.max(peak, 1);
            for (TimeRange run : child.runs()) {
                int on = 1;
                for (AgentExecution other : children) {
                    if (!other.agentId().equals(child.agentId())
                            && other.runs().stream()
                                    .anyMatch(otherRun -> otherRun.from() <= run.from() && run.from() < otherRun.to())
                            && together.test(child, other)) {
                        on++;
                    }
                }
                peak = Math.max(peak, on);
            }
        }
        return peak;
    }
}
