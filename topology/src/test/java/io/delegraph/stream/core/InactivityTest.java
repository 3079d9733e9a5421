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
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effects of inactivity, and their limits. The test driver controls the time. */
class InactivityTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final String SESSION = "6d537c3a-289e-463b-b7d4-5e3d81a85aed";
    private static final String AGENT = "a30259d982a429f5b";

    @TempDir
    Path state;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> hooks;
    private TestInputTopic<String, AgentEvent> events;
    private TestOutputTopic<String, String> lifecycles;
    private final Map<String, AgentLifecycle> latest = new HashMap<>();
    private Instant now = START;
    private long unread;
    private long sent;

    @BeforeEach
    void start() {
        start(1);
    }

    private void start(int rawPartitions) {
        if (driver != null) {
            driver.close();
        }
        Settings settings = Settings.load(null, Map.of("topics.partitions", Integer.toString(rawPartitions)));
        RawPartitionEnds ends =
                partition -> Optional.of(new RawPartitionEnds.PartitionEnd(now.toEpochMilli(), sent + unread, 0));
        Properties properties = new Properties();
        properties.put("application.id", "silence");
        properties.put("state.dir", state.resolve("p" + rawPartitions).toString());
        properties.put("statestore.cache.max.bytes", 0L);
        driver = new TopologyTestDriver(DelegraphTopology.build(settings, ends, meters), properties, START);
        hooks = driver.createInputTopic(Names.HOOKS, new ByteArraySerializer(), new ByteArraySerializer());
        events = driver.createInputTopic(Names.EVENTS, new StringSerializer(), JsonSerdes.serializer());
        lifecycles = driver.createOutputTopic(Names.LIFECYCLES, new StringDeserializer(), new StringDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldMarkAnInactiveAgentLostWithoutNewEvents() {
        agentStarts();

        advanceTime(Duration.ofMinutes(29));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);

        advanceTime(Duration.ofMinutes(3));
        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
        assertThat(latest.get(key(AGENT)).stateReason()).startsWith("no event for 3");
    }

    @Test
    void shouldFindALostAgentAgainWhenItsStopComesLate() {
        agentStarts();
        advanceTime(Duration.ofMinutes(40));
        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);

        hook("SubagentStop", AGENT, "");

        assertThat(state(AGENT)).isEqualTo(AgentState.COMPLETED);
    }

    @Test
    void shouldCountALossOnceHoweverOftenItIsEmitted() {
        agentStarts();
        advanceTime(Duration.ofMinutes(40));
        hook("SubagentStart", "a2", "");
        advanceTime(Duration.ofMinutes(10));

        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
        assertThat(meters.get("delegraph.agents.lost")
                        .tag("source", "claude-code")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("delegraph.end.to.end.delay").timer().count()).isPositive();
    }

    @Test
    void shouldLoseNoAgentWhenItsStopMayBeInTheBacklog() {
        agentStarts();

        unread = 1;
        advanceTime(Duration.ofHours(12));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);

        unread = 0;
        advanceTime(Duration.ofMinutes(1));
        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
    }

    @Test
    void shouldLoseNoAgentWhileOneRawPartitionIsBehind() {
        start(2);
        agentStarts();
        long later = now.plus(Duration.ofHours(1)).toEpochMilli();

        long before = now.toEpochMilli();
        advanceTime(Duration.ofHours(1));
        // partition 1 is paused: it has not reported yet, then reports that it was read up to the start
        watermark(new Watermark(0, 2, later));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);
        watermark(new Watermark(1, 2, before));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);

        watermark(new Watermark(1, 2, later));
        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
    }

    /** A foreign program wrote it there; INGEST uses the right partition. */
    @Test
    void shouldIgnoreAndCountAnEventOfAnotherPartitionsSession() {
        start(2);
        String ownSession = session(0);
        String elsewhere = session(1);
        for (String session : List.of(ownSession, elsewhere)) {
            String payload = payload("SubagentStart", AGENT, "").replace(SESSION, session);
            hooks.pipeInput(null, payload.getBytes(StandardCharsets.UTF_8), now);
        }

        assertThat(lifecycles.readKeyValuesToList())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.key).startsWith(ownSession));
        assertThat(meters.get("delegraph.events.ignored")
                        .tag("what", "event of another partition")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static String session(int partition) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "session" + i)
                .filter(session -> Partitioning.of(session, 2) == partition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldNotTakeALongCommandForInactivity() {
        agentStarts();
        hook(
                "PreToolUse",
                AGENT,
                ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_input\":{\"command\":\"make\"}");

        advanceTime(Duration.ofMinutes(40));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);

        hook("PostToolUse", AGENT, ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_response\":{}");
        advanceTime(Duration.ofMinutes(31));
        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
    }

    @Test
    void shouldLoseAnAgentWithAnOpenCommandOnlyAfterTheCap() {
        agentStarts();
        hook(
                "PreToolUse",
                AGENT,
                ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_input\":{\"command\":\"make\"}");

        advanceTime(Duration.ofHours(5).plusMinutes(50));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);

        advanceTime(Duration.ofMinutes(20));
        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
    }

    @Test
    void shouldWaitForThePersonWhoIsAsked() {
        agentStarts();
        hook(
                "PreToolUse",
                AGENT,
                ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_input\":{\"command\":\"make\"}");
        hook("PermissionRequest", AGENT, ",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"make\"}");
        assertThat(state(AGENT)).isEqualTo(AgentState.WAITING);

        advanceTime(Duration.ofHours(2));
        assertThat(state(AGENT)).isEqualTo(AgentState.WAITING);

        hook("PostToolUse", AGENT, ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_response\":{}");
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void shouldLoseNoAgentWhenEventsAreReplayed() {
        long weekAgo = now.minus(Duration.ofDays(7)).toEpochMilli();
        envelope(weekAgo, "SubagentStart", AGENT);
        advanceTime(Duration.ofMinutes(5));
        assertThat(state(AGENT)).as("in the middle of the replay").isEqualTo(AgentState.ACTIVE);

        envelope(weekAgo + 60_000, "SubagentStop", AGENT);
        advanceTime(Duration.ofDays(1));

        assertThat(state(AGENT)).isEqualTo(AgentState.COMPLETED);
        assertThat(latest.get(key(AGENT)).durationMs()).isEqualTo(60_000);
    }

    @Test
    void shouldEmitHistoryOnceAndOnlyWhenItIsComplete() {
        long weekAgo = now.minus(Duration.ofDays(7)).toEpochMilli();
        history(weekAgo, "SubagentStart", AGENT);
        history(weekAgo + 1_000, "SubagentStart", "a2");
        assertThat(state(AGENT)).as("half of it read").isNull();
        history(weekAgo + 60_000, "SubagentStop", AGENT);

        advanceTime(Duration.ofSeconds(20));

        assertThat(state(AGENT)).isEqualTo(AgentState.COMPLETED);
        assertThat(state("a2")).as("silent for a week").isEqualTo(AgentState.LOST);
        assertThat(latest.get(key("a2")).stateReason()).startsWith("no event for 7 d");

        history(weekAgo, "SubagentStart", AGENT);
        history(weekAgo + 60_000, "SubagentStop", AGENT);
        advanceTime(Duration.ofSeconds(20));
        assertThat(lifecycles.readKeyValuesToList()).as("imported again").isEmpty();
    }

    @Test
    void shouldNotKeepAgentsAliveByImportingHistory() {
        agentStarts();
        advanceTime(Duration.ofMinutes(29));

        history(now.minus(Duration.ofMinutes(29)).toEpochMilli(), "SubagentStart", AGENT);
        advanceTime(Duration.ofMinutes(3));

        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
    }

    @Test
    void shouldKeepHistoryForThirtyDaysFromItsImport() {
        long yearAgo = now.minus(Duration.ofDays(365)).toEpochMilli();
        history(yearAgo, "SubagentStart", AGENT);
        history(yearAgo + 1_000, "SubagentStop", AGENT);

        advanceTime(Duration.ofDays(29));
        assertThat(state(AGENT)).isEqualTo(AgentState.COMPLETED);

        advanceTime(Duration.ofDays(2));
        assertThat(state(AGENT)).as("tombstone").isNull();
    }

    @Test
    void shouldLoseABackgroundAgentWhenTheClientNoLongerListsIt() {
        agentStarts();
        advanceTime(Duration.ofSeconds(2));
        hook(
                "Stop",
                null,
                ",\"background_tasks\":[{\"id\":\"" + AGENT + "\",\"type\":\"subagent\",\"status\":\"running\"}]");
        advanceTime(Duration.ofMinutes(2));
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);

        hook("Stop", null, ",\"background_tasks\":[]");
        assertThat(state(AGENT)).as("its stop may be on its way").isEqualTo(AgentState.ACTIVE);
        advanceTime(Duration.ofMinutes(1));

        assertThat(state(AGENT)).isEqualTo(AgentState.LOST);
        assertThat(latest.get(key(AGENT)).stateReason()).contains("no longer lists it");
    }

    @Test
    void shouldExpireASessionAfterThirtyDays() {
        agentStarts();
        hook("SubagentStop", AGENT, "");
        hook("SessionEnd", null, ",\"reason\":\"other\"");

        advanceTime(Duration.ofDays(30).minusMinutes(1));
        assertThat(state(AGENT)).isEqualTo(AgentState.COMPLETED);
        assertThat(rows()).isPositive();

        advanceTime(Duration.ofDays(1));
        assertThat(state(AGENT)).as("tombstone").isNull();
        assertThat(latest.get(key("root"))).as("tombstone").isNull();
        assertThat(latest.keySet()).contains(key(AGENT), key("root"));
        assertThat(rows()).isZero();
        assertThat(indexed()).containsOnly("W");
    }

    private void agentStarts() {
        hook("SubagentStart", AGENT, "");
        assertThat(state(AGENT)).isEqualTo(AgentState.ACTIVE);
    }

    private void hook(String event, String agent, String more) {
        hooks.pipeInput(null, payload(event, agent, more).getBytes(StandardCharsets.UTF_8), now);
        sent++;
    }

    private void envelope(long at, String event, String agent) {
        String envelope = "{\"id\":\"%s\",\"at\":%d,\"hook\":%s}".formatted(event + at, at, payload(event, agent, ""));
        hooks.pipeInput(null, envelope.getBytes(StandardCharsets.UTF_8), now);
        sent++;
    }

    private void history(long at, String event, String agent) {
        String envelope = "{\"id\":\"%s\",\"at\":%d,\"history\":true,\"hook\":%s}"
                .formatted(event + at, at, payload(event, agent, ""));
        hooks.pipeInput(null, envelope.getBytes(StandardCharsets.UTF_8), now);
        sent++;
    }

    private static String payload(String event, String agent, String more) {
        String agentFields = agent == null ? "" : ",\"agent_id\":\"" + agent + "\",\"agent_type\":\"Explore\"";
        return "{\"session_id\":\"" + SESSION + "\",\"hook_event_name\":\"" + event + "\"" + agentFields + more + "}";
    }

    private void watermark(Watermark watermark) {
        events.pipeInput(null, watermark, now);
    }

    private void advanceTime(Duration duration) {
        now = now.plus(duration);
        driver.advanceWallClockTime(duration);
    }

    private AgentState state(String agent) {
        for (KeyValue<String, String> record : lifecycles.readKeyValuesToList()) {
            latest.put(
                    record.key,
                    record.value == null
                            ? null
                            : Json.read(record.value.getBytes(StandardCharsets.UTF_8), AgentLifecycle.class));
        }
        AgentLifecycle lifecycle = latest.get(key(agent));
        return lifecycle == null ? null : lifecycle.state();
    }

    private static String key(String agent) {
        return SESSION + "/" + agent;
    }

    private long rows() {
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(Names.ROWS).all()) {
            long count = 0;
            while (all.hasNext()) {
                all.next();
                count++;
            }
            return count;
        }
    }

    private Set<String> indexed() {
        Set<String> kinds = new TreeSet<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(Names.INDEX).all()) {
            all.forEachRemaining(
                    entry -> kinds.add(String.valueOf((char) entry.key.get()[0])));
        }
        return kinds;
    }
}
