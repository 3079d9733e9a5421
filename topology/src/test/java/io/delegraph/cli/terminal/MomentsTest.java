package io.delegraph.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Moments MOMENTS = new Moments(ZoneId.of("Europe/Berlin"), NOW.toEpochMilli());

    private static Long before(String ago) {
        return ago == null ? null : NOW.minus(Duration.parse(ago)).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        // began, ended, last seen; each so long ago
        "PT2H, , PT1M, 'since 11:00'",
        "PT26H, , PT1M, 'since 2026-03-09 11:00'",
        "PT2H, , PT40M, 'since 11:00, last seen 12:20'",
        ", , PT1M, 'last seen 12:59'",
        "PT2H, PT1H, PT1H, '11:00 to 12:00, 1 h 0 min ago'",
        "P7D, , PT167H, '2026-03-03 13:00 to 14:00, 6 d 23 h ago'",
        "P7D, , PT120H, '2026-03-03 13:00 to 2026-03-05 13:00, 5 d 0 h ago'",
        ", PT1H, PT1H, '12:00, 1 h 0 min ago'",
    })
    void shouldDateASessionAsWhatItIs(String began, String ended, String seen, String words) {
        assertThat(MOMENTS.of(before(began), before(ended), before(seen))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT5H, PT0S", "PT7H, PT7H"})
    void shouldCountUpToNowOnlyWhatWasSeenLately(String seen, String until) {
        assertThat(MOMENTS.countedUntil(before(seen))).isEqualTo(before(until));
    }
}
