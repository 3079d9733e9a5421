package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitEndTest {
    private static final WaitRow WAIT = new WaitRow("a", 100, "e", "Bash", WaitKind.PERMISSION, null);

    private static ToolRow ended(String id, String tool, long at, Long durationMs) {
        return ToolRow.builder()
                .agentId("a")
                .toolUseId(id)
                .tool(tool)
                .endedAt(at)
                .outcome(ToolOutcome.SUCCEEDED)
                .durationMs(durationMs)
                .build();
    }

    @Test
    void shouldEndAWaitWhenTheCallIsAllowedToRun() {
        assertThat(Timeline.endOf(WAIT, List.of(ended("t1", "Bash", 5_000, 4_000L))))
                .hasValue(1_000L);
    }

    @Test
    void shouldEndAWaitWithTheCallWhenItsDurationIsUnknown() {
        assertThat(Timeline.endOf(WAIT, List.of(ended("t1", "Bash", 5_000, null))))
                .hasValue(5_000L);
    }

    @Test
    void shouldNotEndBeforeItBegan() {
        assertThat(Timeline.endOf(WAIT, List.of(ended("t1", "Bash", 5_000, 4_950L))))
                .hasValue(100L);
    }

    @Test
    void shouldMatchTheFirstCallOfItsToolThatEndsLater() {
        List<ToolRow> tools = List.of(
                ended("t1", "Bash", 90, 10L),
                ended("t2", "Read", 200, 10L),
                ended("t3", "Bash", 3_000, 1_000L),
                // began before the other, and ended after it
                ended("t4", "Bash", 4_000, 3_500L));

        assertThat(Timeline.endOf(WAIT, tools)).hasValue(2_000L);
        assertThat(Timeline.endOf(WAIT, tools.subList(0, 2))).isEmpty();
    }
}
