package io.delegraph.analysis.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.ExecutionFixture;
import io.delegraph.analysis.graph.MinimumOverlap;
import io.delegraph.analysis.graph.StageGrouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Which of an agent's children overlap another one. */
class SiblingIndexTest {
    private static final int MANY = 2_000;

    private final StageGrouping.Overlap together = new MinimumOverlap(0.5);

    @Property(tries = 300)
    void shouldEqualAFullScan(@ForAll long seed) {
        Random random = new Random(seed);
        List<AgentExecution> children = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            ExecutionFixture child = ExecutionFixture.agent("a" + i);
            long from = random.nextInt(30);
            for (int run = random.nextInt(3); run >= 0; run--) {
                long to = from + random.nextInt(8);
                child.ran(from, to);
                from = to + random.nextInt(4);
            }
            children.add(child.work());
        }
        SiblingIndex siblings = new SiblingIndex(children, together);

        for (AgentExecution child : children) {
            assertThat(siblings.hasConcurrentLike(child, other -> even(other)))
                    .as(child.agentId())
                    .isEqualTo(children.stream()
                            .anyMatch(other -> !other.agentId().equals(child.agentId())
                                    && even(other)
                                    && together.test(child, other)));
        }
    }

    @Test
    void shouldAvoidComparingAllPairsWhenThousandsWorkInSequence() {
        List<AgentExecution> children = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            children.add(ExecutionFixture.agent("a" + i).ran(2L * i, 2L * i + 1).work());
        }
        AtomicInteger pairs = new AtomicInteger();
        SiblingIndex siblings = new SiblingIndex(children, (one, other) -> {
            pairs.incrementAndGet();
            return together.test(one, other);
        });

        assertThat(children).noneMatch(child -> siblings.hasConcurrentLike(child, other -> true));
        assertThat(pairs).hasValueLessThan(10 * MANY);
    }

    private static boolean even(AgentExecution agent) {
        return agent.agentId().hashCode() % 2 == 0;
    }
}
