package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final long MINUTE = 60_000;

    private final Liveness liveness = new Liveness(0);

    @Test
    void shouldBeAliveWhileThreadsRun() {
        liveness.setRunning(true, MINUTE);

        assertThat(liveness.alive(100 * MINUTE)).isTrue();
    }

    @Test
    void shouldWaitMinutesForARebalanceButNotForEver() {
        liveness.setRunning(true, MINUTE);
        liveness.setRunning(false, 100 * MINUTE);
        liveness.setRunning(false, 102 * MINUTE);

        assertThat(liveness.alive(103 * MINUTE)).isTrue();
        assertThat(liveness.alive(103 * MINUTE + 1)).isFalse();
    }

    @Test
    void shouldBeAliveAgainWhenThreadsRunAgain() {
        liveness.setRunning(false, 0);
        assertThat(liveness.alive(10 * MINUTE)).isFalse();

        liveness.setRunning(true, 11 * MINUTE);
        assertThat(liveness.alive(12 * MINUTE)).isTrue();
    }

    @Test
    void shouldBeAliveWhileARestorationProgresses() {
        for (long at = 0; at < 60 * MINUTE; at += 2 * MINUTE) {
            liveness.recordProgress(at);
            assertThat(liveness.alive(at + 2 * MINUTE)).isTrue();
        }
        assertThat(liveness.alive(70 * MINUTE)).isFalse();
    }

    @Test
    void shouldNotBeAliveOnceItGaveUp() {
        liveness.setRunning(true, 0);
        liveness.giveUp();

        assertThat(liveness.alive(1)).isFalse();
    }
}
