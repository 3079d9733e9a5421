package io.delegraph.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.graph.SideBySide;
import io.delegraph.graph.Sketch;
import io.delegraph.graph.Stages;
import io.delegraph.graph.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Which of an agent's children have another one beside them. */
class SiblingsTest {
    private static final int MANY = 2_000;

    private final Stages.Together together = new SideBySide(0.5);

    @Property(tries = 300)
    void shouldFindWhatLookingAtEveryOneFinds(@ForAll long seed) {
        Random random = new Random(seed);
        List<Work> children = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            Sketch child = Sketch.agent("a" + i);
            long from = random.nextInt(30);
            for (int run = random.nextInt(3); run >= 0; run--) {
                long to = from + random.nextInt(8);
                child.ran(from, to);
                from = to + random.nextInt(4);
            }
            children.add(child.work());
        }
        Siblings siblings = new Siblings(children, together);

        for (Work child : children) {
            assertThat(siblings.besideSome(child, other -> even(other)))
                    .as(child.agentId())
                    .isEqualTo(children.stream()
                            .anyMatch(other -> !other.agentId().equals(child.agentId())
                                    && even(other)
                                    && together.sideBySide(child, other)));
        }
    }

    @Test
    void shouldNotLookAtEveryPairOfThousandsThatWorkOneAfterTheOther() {
        List<Work> children = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            children.add(Sketch.agent("a" + i).ran(2L * i, 2L * i + 1).work());
        }
        AtomicInteger pairs = new AtomicInteger();
        Siblings siblings = new Siblings(children, (one, other) -> {
            pairs.incrementAndGet();
            return together.sideBySide(one, other);
        });

        assertThat(children).noneMatch(child -> siblings.besideSome(child, other -> true));
        assertThat(pairs).hasValueLessThan(10 * MANY);
    }

    private static boolean even(Work work) {
        return work.agentId().hashCode() % 2 == 0;
    }
}
