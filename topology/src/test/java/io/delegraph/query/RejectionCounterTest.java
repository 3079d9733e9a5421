package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.query.IngestStatistics.Rejected;
import io.delegraph.query.IngestStatistics.Rejection;
import org.junit.jupiter.api.Test;

class RejectionCounterTest {
    private static final long DAY = 86_400_000;
    private static final long NOW = 20_000 * DAY;

    private static Rejection at(long at) {
        return new Rejection(at, "reason " + at, "");
    }

    @Test
    void shouldCountADayAndKnowTheNewest() {
        RejectionCounter tally = new RejectionCounter();
        tally.add(at(NOW - 1));
        tally.add(at(NOW - 5_000));
        tally.add(at(NOW - DAY - 60_000));

        assertThat(tally.asOf(NOW, true)).isEqualTo(new Rejected(2, true, at(NOW - 1)));
        assertThat(tally.asOf(NOW + DAY - 60_000, false)).isEqualTo(new Rejected(2, false, at(NOW - 1)));
        assertThat(tally.asOf(NOW + DAY + 60_000, true)).isEqualTo(new Rejected(0, true, null));
    }
}
