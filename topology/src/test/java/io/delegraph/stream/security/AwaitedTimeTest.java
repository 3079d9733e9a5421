package io.delegraph.stream.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AwaitedTimeTest {
    private static final long START = 1_795_361_640_000L;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    @Test
    void shouldNotTakeTheTimeBeforeAStartForSilence() {
        AwaitedTime awaited = new AwaitedTime(START);

        assertThat(awaited.until(START)).isEqualTo(START);
        assertThat(awaited.until(START + 20 * MINUTE)).isEqualTo(START);
        assertThat(awaited.until(START + 20 * MINUTE + 29 * SECOND)).isEqualTo(START);
        assertThat(awaited.until(START + 20 * MINUTE + 30 * SECOND)).isEqualTo(START + 20 * MINUTE + 30 * SECOND);
    }

    @Test
    void shouldNotTakeABrokerThatWasAwayForSilence() {
        AwaitedTime awaited = new AwaitedTime(START);
        awaited.until(START + MINUTE);
        awaited.until(START + 2 * MINUTE);

        assertThat(awaited.until(START + 12 * MINUTE)).isEqualTo(START + 2 * MINUTE);
        assertThat(awaited.until(START + 13 * MINUTE)).isEqualTo(START + 13 * MINUTE);
    }

    @Test
    void shouldAwaitNothingBeforeTheFirstWatermark() {
        AwaitedTime awaited = new AwaitedTime(0);

        assertThat(awaited.until(0)).isZero();
        assertThat(awaited.until(START)).isZero();
        assertThat(awaited.until(START + MINUTE)).isEqualTo(START + MINUTE);
    }

    @Property
    void shouldFollowWatermarksWithoutGaps(@ForAll List<@IntRange(min = 1, max = 119) Integer> steps) {
        AwaitedTime awaited = new AwaitedTime(START);
        long watermark = START + SECOND;
        awaited.until(watermark);
        watermark += Duration.ofSeconds(30).toMillis();
        awaited.until(watermark);

        for (int step : steps) {
            watermark += step * SECOND;
            assertThat(awaited.until(watermark)).isEqualTo(watermark);
        }
    }
}
