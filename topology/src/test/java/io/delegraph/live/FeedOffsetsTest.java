package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedOffsetsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final Duration HOUR = Duration.ofHours(1);

    private static FeedOffsets of(long... next) {
        return new FeedOffsets(next);
    }

    private static Optional<FeedOffsets> parse(String id, long now) {
        return FeedOffsets.parse(id, "log", 3, now, HOUR);
    }

    @Test
    void shouldDecodeItsOwnId() {
        FeedOffsets back =
                parse(of(0, 36, 1L << 40).id("log", NOW), NOW + HOUR.toMillis()).orElseThrow();

        assertThat(back.next(0)).isZero();
        assertThat(back.next(1)).isEqualTo(36);
        assertThat(back.next(2)).isEqualTo(1L << 40);
    }

    @Test
    void shouldRefuseAnIdWhenItIsTooOldOrOfAnotherLog() {
        String id = of(1, 2, 3).id("log", NOW);

        assertThat(parse(id, NOW + HOUR.toMillis() + 1000)).isEmpty();
        assertThat(FeedOffsets.parse(id, "other", 3, NOW, HOUR)).isEmpty();
        assertThat(FeedOffsets.parse(id, "log", 4, NOW, HOUR)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "log", "log.zzzzzzz.1.2", "log.zzzzzzz.1.2.3.4", "log.zzzzzzz.1.2.-3", "log.zzzzzzz.1.2.ä"})
    void shouldRefuseATextThatIsNoId(String text) {
        assertThat(parse(text, NOW)).isEmpty();
    }

    @Test
    void shouldGiveNoIdWhenItWouldBeTooLong() {
        assertThat(new FeedOffsets(new long[2_000]).id("log", NOW)).hasSizeLessThan(5_000);
        assertThat(new FeedOffsets(new long[3_000]).id("log", NOW)).isNull();
    }

    @Test
    void shouldCountOnlyWhatIsBehind() {
        assertThat(of(1, 5, 9).lag(of(4, 5, 2))).isEqualTo(3);
    }
}
