package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a session is recomputed while its structure changes. */
class RecomputeBudgetTest {
    private static final long NOW = 1_795_000_000_000L;
    private static final int AGENTS = 5_000;
    private static final int EVENTS = 20_000;

    private final RecomputeBudget budget = new RecomputeBudget();

    @Test
    void shouldSeldomRecomputeALargeSessionWhileABacklogIsRead() {
        assertThat(recomputations(AGENTS, EVENTS, 0)).isBetween(1L, 25L);
    }

    @Test
    void shouldRecomputeALargeSessionAtAnEventAfterAPause() {
        assertThat(recomputations(AGENTS, 100, 200)).isEqualTo(100);
    }

    @Test
    void shouldRecomputeASmallSessionAfterEveryEvent() {
        assertThat(recomputations(41, 100, 0)).isEqualTo(100);
    }

    private long recomputations(int agents, int events, long spacing) {
        return IntStream.range(0, events)
                .filter(event -> budget.tryConsume(agents, NOW + event * spacing))
                .count();
    }
}
