package io.delegraph.stream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.clock.TrustedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a wrong clock or after a long pause, which look the same at first. */
class WrongClockAtStartTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path state;

    /** True time since the beginning, ms, and the error of the clock. */
    private long passed;

    private long wrong;
    private long hooks;
    private TrustedClock time;
    private LifecycleProcessorHarness lifecycle;

    private final RawPartitionEnds machine = new RawPartitionEnds() {
        @Override
        public Optional<PartitionEnd> of(int partition) {
            return Optional.empty();
        }

        @Override
        public long trusted(long at) {
            return Math.min(at, time.now());
        }

        @Override
        public boolean clockSettled() {
            return time.settled();
        }
    };

    @BeforeEach
    void start() {
        time = new TrustedClock(this::clock, () -> passed * 1_000_000);
        lifecycle = new LifecycleProcessorHarness(state, machine);
    }

    @Test
    void shouldEndNothingThatAWrongClockMakesDue() {
        for (Duration leap : List.of(Duration.ofHours(2), Duration.ofDays(40))) {
            hook("s" + leap, "SubagentStart", "a" + leap, "");
            advanceTime(Duration.ofSeconds(30));

            restart(leap);
            hook("meanwhile" + leap, "SubagentStart", "b" + leap, "");
            advanceTime(Duration.ofSeconds(60));
            restart(Duration.ZERO);
            advanceTime(Duration.ofSeconds(10));
            assertThat(states()).containsEntry("a" + leap, AgentState.ACTIVE);

            hook("later" + leap, "SubagentStart", "c" + leap, "");
            advanceTime(Duration.ofMinutes(29));
            assertThat(states()).containsEntry("c" + leap, AgentState.ACTIVE);
            advanceTime(Duration.ofMinutes(4));
            assertThat(states()).containsEntry("c" + leap, AgentState.LOST).containsEntry("a" + leap, AgentState.LOST);
        }
    }

    /** Timers of new events do not wait for those that became due during the pause. */
    @Test
    void shouldFireNewTimersWithoutDelayAfterALongPause() {
        hook("old", "SubagentStart", "a", "");
        advanceTime(Duration.ofSeconds(30));
        passed += Duration.ofHours(9).toMillis();
        restart(Duration.ZERO);

        hook("new", "SubagentStart", "b", "");
        advanceTime(Duration.ofSeconds(2));
        hook(
                "new",
                "Stop",
                null,
                ",\"background_tasks\":[{\"id\":\"b\",\"type\":\"subagent\",\"status\":\"running\"}]");
        advanceTime(Duration.ofSeconds(2));
        hook("new", "Stop", null, ",\"background_tasks\":[]");
        advanceTime(Duration.ofSeconds(20));
        assertThat(states()).containsEntry("b", AgentState.LOST).containsEntry("a", AgentState.ACTIVE);

        advanceTime(Duration.ofMinutes(3));
        assertThat(states()).containsEntry("a", AgentState.LOST);
    }

    @Test
    void shouldGoOnAtOnceAfterAShortPause() {
        hook("s", "SubagentStart", "a", "");
        advanceTime(Duration.ofMinutes(29));
        restart(Duration.ZERO);
        assertThat(states()).containsEntry("a", AgentState.ACTIVE);

        advanceTime(Duration.ofSeconds(90));
        assertThat(states()).containsEntry("a", AgentState.LOST);
    }

    /** A watermark that an earlier version accepted without validation. */
    @Test
    void shouldReplaceAStoredWatermarkThatIsAheadOfTime() {
        long year2100 = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
        lifecycle.index().watermark(0, 1_000, year2100, Long.MAX_VALUE);
        lifecycle.index().watermark(999, 1_000, year2100, Long.MAX_VALUE);
        restart(Duration.ZERO);

        hook("s", "SubagentStart", "a", "");
        advanceTime(Duration.ofMinutes(29));
        assertThat(states()).containsEntry("a", AgentState.ACTIVE);
        assertThat(lifecycle.index().watermark()).isEqualTo(clock() - 1_000);
        advanceTime(Duration.ofMinutes(4));
        assertThat(states()).containsEntry("a", AgentState.LOST);
    }

    private void restart(Duration wrongBy) {
        wrong = wrongBy.toMillis();
        passed += 5_000;
        time = new TrustedClock(this::clock, () -> passed * 1_000_000);
        lifecycle.restart(clock());
    }

    private long clock() {
        return START.toEpochMilli() + passed + wrong;
    }

    private void hook(String session, String event, String agent, String more) {
        String agentFields = agent == null ? "" : ",\"agent_id\":\"" + agent + "\",\"agent_type\":\"Explore\"";
        String payload =
                "{\"session_id\":\"" + session + "\",\"hook_event_name\":\"" + event + "\"" + agentFields + more + "}";
        Normalized normalized = ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"))
                .normalize(payload.getBytes(StandardCharsets.UTF_8), new RawPosition(0, hooks++, clock()));
        lifecycle.play(((Normalized.Accepted) normalized).events());
    }

    /** The watermarks of INGEST on the same machine. */
    private void advanceTime(Duration duration) {
        for (long left = duration.toMillis(); left > 0; left -= 5_000) {
            passed += Math.min(left, 5_000);
            lifecycle.watermark(new Watermark(0, 1, time.now() - 1_000), clock());
        }
    }

    private Map<String, AgentState> states() {
        Map<String, AgentState> states = new HashMap<>();
        lifecycle.emitted(AgentLifecycle.class).forEach(agent -> states.put(agent.agentId(), agent.state()));
        return states;
    }
}
