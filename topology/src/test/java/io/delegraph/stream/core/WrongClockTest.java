package io.delegraph.stream.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.config.Settings;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.stream.clock.RawPartitionEnds;
import io.delegraph.stream.clock.TrustedClock;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's clock is temporarily wrong, or times are forged: nothing ends because of that, and timers continue afterwards. */
class WrongClockTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final List<Duration> LEAPS =
            List.of(Duration.ofSeconds(40), Duration.ofMinutes(31), Duration.ofHours(2), Duration.ofDays(40));

    @TempDir
    Path state;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, AgentLifecycle> latest = new HashMap<>();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> hooks;
    private TestInputTopic<String, AgentEvent> events;
    private TestOutputTopic<String, String> lifecycles;

    /** True time since the start, ms, and the error of the machine's clock. */
    private long passed;

    private long wrong;
    private long sent;
    private TrustedClock time;

    /** The machine's clock, and a broker that uses it for timestamps. */
    private final class AdjustableClock implements RawPartitionEnds {
        @Override
        public Optional<PartitionEnd> of(int partition) {
            return Optional.of(new PartitionEnd(time.now(), sent, 0));
        }

        @Override
        public long clock(long processorTime) {
            return WrongClockTest.this.clock();
        }

        @Override
        public long trusted(long at) {
            return Math.min(at, time.now());
        }

        @Override
        public boolean clockSettled() {
            return time.settled();
        }
    }

    @BeforeEach
    void start() {
        sent = 0;
        time = new TrustedClock(this::clock, () -> passed * 1_000_000);
        Properties properties = new Properties();
        properties.put("application.id", "clock");
        properties.put("state.dir", state.toString());
        properties.put("statestore.cache.max.bytes", 0L);
        Settings settings = Settings.load(null, Map.of("topics.partitions", "1"));
        // Kafka Streams uses a time that nobody sets
        driver = new TopologyTestDriver(
                DelegraphTopology.build(settings, new AdjustableClock(), meters), properties, START.plusMillis(passed));
        hooks = driver.createInputTopic(Names.HOOKS, new ByteArraySerializer(), new ByteArraySerializer());
        events = driver.createInputTopic(Names.EVENTS, new StringSerializer(), JsonSerdes.serializer());
        lifecycles = driver.createOutputTopic(Names.LIFECYCLES, new StringDeserializer(), new StringDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldEndNothingWhileTheClockIsAheadAndGoOnAfterwards() {
        for (Duration leap : LEAPS) {
            String session = "s-" + leap;
            hook(session, "SubagentStart", "a");
            hook(session, "SubagentStart", "b");
            advanceTime(Duration.ofSeconds(30));

            wrong = leap.toMillis();
            advanceTime(Duration.ofSeconds(10));
            hook(session, "PreToolUse", "b");
            advanceTime(Duration.ofSeconds(15));
            wrong = 0;
            advanceTime(Duration.ofSeconds(10));

            assertThat(states(session))
                    .as(session)
                    .containsValues(AgentState.ACTIVE)
                    .doesNotContainValue(AgentState.LOST);
            assertThat(states(session)).as(session).containsKeys("a", "b");

            String later = "later-" + leap;
            hook(later, "SubagentStart", "c");
            advanceTime(Duration.ofMinutes(29));
            assertThat(states(later)).as(later).containsEntry("c", AgentState.ACTIVE);
            advanceTime(Duration.ofMinutes(4));
            assertThat(states(later)).as(later).containsEntry("c", AgentState.LOST);
            assertThat(states(session)).as(session).containsEntry("a", AgentState.LOST);
        }
    }

    /** A suspended machine, or a clock that was finally corrected: both look the same until confirmed. */
    @Test
    void shouldTrustAClockWhenItsLeapPersists() {
        hook("s", "SubagentStart", "a");
        advanceTime(Duration.ofSeconds(30));

        wrong = Duration.ofHours(2).toMillis();
        advanceTime(Duration.ofMinutes(1));
        assertThat(states("s")).containsEntry("a", AgentState.ACTIVE);

        advanceTime(Duration.ofMinutes(3));
        assertThat(states("s")).containsEntry("a", AgentState.LOST);
    }

    @Test
    void shouldIgnoreWatermarksThatCannotBeTrueAndCountThem() {
        hook("s", "SubagentStart", "a");
        advanceTime(Duration.ofSeconds(10));
        long year2100 = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

        watermark(new Watermark(0, 1, year2100));
        watermark(new Watermark(0, 1_000, clock()));
        watermark(new Watermark(1, 1, clock()));
        watermark(new Watermark(-1, 1, clock()));
        assertThat(ignored("watermark")).isEqualTo(4);
        advanceTime(Duration.ofSeconds(10));
        assertThat(states("s")).containsEntry("a", AgentState.ACTIVE);

        advanceTime(Duration.ofMinutes(32));
        assertThat(states("s")).containsEntry("a", AgentState.LOST);
    }

    private long clock() {
        return START.toEpochMilli() + passed + wrong;
    }

    private void hook(String session, String event, String agent) {
        hook(
                session,
                event,
                agent,
                event.equals("PreToolUse") ? ",\"tool_name\":\"Read\",\"tool_use_id\":\"t\",\"tool_input\":{}" : "");
    }

    private void hook(String session, String event, String agent, String more) {
        String agentFields = agent == null ? "" : ",\"agent_id\":\"" + agent + "\",\"agent_type\":\"Explore\"";
        String payload =
                "{\"session_id\":\"" + session + "\",\"hook_event_name\":\"" + event + "\"" + agentFields + more + "}";
        hooks.pipeInput(null, payload.getBytes(StandardCharsets.UTF_8), Instant.ofEpochMilli(clock()));
        sent++;
    }

    private void watermark(Watermark watermark) {
        events.pipeInput(null, watermark, Instant.ofEpochMilli(clock()));
    }

    private double ignored(String kind) {
        return meters.get("delegraph.events.ignored")
                .tag("what", kind)
                .counter()
                .count();
    }

    /** In steps, because the broker is queried continuously. */
    private void advanceTime(Duration duration) {
        for (long left = duration.toMillis(); left > 0; left -= 5_000) {
            long step = Math.min(left, 5_000);
            passed += step;
            driver.advanceWallClockTime(Duration.ofMillis(step));
        }
    }

    /** Deleted agents are absent. */
    private Map<String, AgentState> states(String session) {
        readEmitted();
        Map<String, AgentState> states = new HashMap<>();
        latest.values().stream()
                .filter(agent -> agent.sessionId().equals(session))
                .forEach(agent -> states.put(agent.agentId(), agent.state()));
        return states;
    }

    private void readEmitted() {
        lifecycles.readKeyValuesToList().forEach(record -> {
            if (record.value == null) {
                latest.remove(record.key);
            } else {
                latest.put(record.key, Json.read(record.value.getBytes(StandardCharsets.UTF_8), AgentLifecycle.class));
            }
        });
    }
}
