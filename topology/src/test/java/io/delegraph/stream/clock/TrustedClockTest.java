package io.delegraph.stream.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Laws of a clock that is right, and of one that is temporarily wrong. */
class TrustedClockTest {
    private static final long START = 1_793_000_000_000L;
    private static final long STANDS = TrustedClock.LEAP_CONFIRMATION.toMillis();

    /** True time since the start, ms, and the error of the clock. */
    private long passed;

    private long wrong;
    private TrustedClock time;

    @BeforeTry
    @BeforeEach
    void start() {
        passed = 0;
        wrong = 0;
        time = new TrustedClock(() -> START + passed + wrong, () -> 77 + passed * 1_000_000);
    }

    @Property
    void shouldFollowAClockThatIsRight(@ForAll @Size(max = 50) List<@IntRange(max = 600_000) Integer> steps) {
        for (int step : steps) {
            passed += step;
            assertThat(time.now()).isEqualTo(START + passed);
        }
    }

    @Property
    void shouldIgnoreALeapThatDoesNotPersist(
            @ForAll @LongRange(min = 1, max = 3_650L * 86_400_000) long leap,
            @ForAll @Size(min = 1, max = 19) List<@IntRange(max = 6_000) Integer> steps) {
        time.now();
        wrong = leap;
        for (int step : steps) {
            passed += step;
            assertThat(time.now()).isBetween(START + passed, START + passed + 1_000);
        }
        wrong = 0;

        assertThat(time.now()).isEqualTo(START + passed);
        passed += 5_000;
        assertThat(time.now()).isEqualTo(START + passed);
    }

    @Property
    void shouldTrustALeapThatPersists(@ForAll @LongRange(min = 1, max = 86_400_000) long leap) {
        wrong = leap;
        time.now();
        passed += STANDS;

        assertThat(time.now()).isEqualTo(START + passed + leap);
        assertThat(time.settled()).isTrue();
    }

    @Property
    void shouldTrustAClockAtOnceWhenItIsSetBack(@ForAll @LongRange(min = 1, max = 3_650L * 86_400_000) long ahead) {
        passed = 10 * STANDS;
        assertThat(time.now()).isEqualTo(START + passed);
        wrong = -ahead;

        assertThat(time.now()).isEqualTo(START + passed - ahead);
        passed += 1_000;
        assertThat(time.now()).isEqualTo(START + passed - ahead);
    }

    /** Two leaps that are each too short to be confirmed. */
    @Test
    void shouldNotAddUpLeapsOfDifferentSizes() {
        for (int i = 1; i < 20; i++) {
            wrong = i * Duration.ofHours(1).toMillis();
            passed += STANDS - 1;
            time.now();
            assertThat(time.now()).isEqualTo(START + passed);
        }
    }

    @Test
    void shouldSettleAfterAStartAndAfterALeap() {
        assertThat(time.settled()).isFalse();
        passed += STANDS;
        assertThat(time.settled()).isTrue();
        wrong = 3_600_000;
        assertThat(time.settled()).isFalse();
        wrong = 0;
        assertThat(time.settled()).isTrue();
    }
}
