package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplacementsTest {
    private static final long MINUTE = 60_000;

    private final Replacements replacements = new Replacements();

    private void die(int times, long at) {
        for (int i = 0; i < times; i++) {
            assertThat(replacements.allowed(at)).isTrue();
        }
    }

    @Test
    void shouldGiveUpWhenOneThreadAfterTheOtherDies() {
        die(5, 0);

        assertThat(replacements.allowed(9 * MINUTE)).isFalse();
    }

    @Test
    void shouldReplaceThreadsThatDieNowAndThenForEver() {
        for (long at = 0; at < 100 * MINUTE; at += 3 * MINUTE) {
            assertThat(replacements.allowed(at)).isTrue();
        }
    }

    @Test
    void shouldForgetWhatWasTenMinutesAgo() {
        die(5, 0);

        assertThat(replacements.allowed(10 * MINUTE)).isTrue();
        die(4, 11 * MINUTE);
        assertThat(replacements.allowed(12 * MINUTE)).isFalse();
    }
}
