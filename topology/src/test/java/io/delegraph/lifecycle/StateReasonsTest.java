package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateReasonsTest {
    private static final long TWO_MINUTES = Duration.ofMinutes(2).toMillis();

    /** A request of an earlier version's event: it did not say what the client calls the tool. */
    private static final AgentRow IN_A_CALL =
            AgentRow.named("a1", "general-purpose").withCounts(new Counts(1, 0, 0, 0, 0, 1));

    @Test
    void shouldSpeakOfACallWhenTheNameOfItsToolIsUnknown() {
        assertThat(StateReasons.active(TWO_MINUTES, IN_A_CALL)).isEqualTo("a call runs for 2 min");
        assertThat(StateReasons.turnRunning(TWO_MINUTES, IN_A_CALL, true))
                .isEqualTo("a call runs for 2 min, or was interrupted");
    }
}
