package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadReplacementLimitTest {
    private static final long MINUTE = 60_000;

    private final ThreadReplacementLimit replacements = new ThreadReplacementLimit();

    private void failThread(int times, long at) {
        for (int i = 0; i < times; i++) {
            assertThat(replacements.tryAcquire(at)).isTrue();
        }
    }

    @Test
    void shouldGiveUpWhenThreadsFailRepeatedly() {
        failThread(5, 0);

        assertThat(replacements.tryAcquire(9 * MINUTE)).isFalse();
    }

    @Test
    void shouldReplaceThreadsThatFailRarely() {
        for (long at = 0; at < 100 * MINUTE; at += 3 * MINUTE) {
            assertThat(replacements.tryAcquire(at)).isTrue();
        }
    }

    @Test
    void shouldNotCountReplacementsFromTenMinutesAgo() {
        failThread(5, 0);

        assertThat(replacements.tryAcquire(10 * MINUTE)).isTrue();
        failThread(4, 11 * MINUTE);
        assertThat(replacements.tryAcquire(12 * MINUTE)).isFalse();
    }
}
