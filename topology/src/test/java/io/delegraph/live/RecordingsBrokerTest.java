package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.lifecycle.ExpectedTree;
import io.delegraph.lifecycle.Recording;
import io.delegraph.query.Queries;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.replay.Repeats;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology on a real broker: its results survive any order, repetitions, restarts, kills and invalid records. */
class RecordingsBrokerTest {
    private static final int SEEDS = 3;
    private static final double DUPLICATES = 0.2;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<Recording> RECORDINGS = Recording.all().toList();

    @TempDir
    static Path dir;

    private static RestartableTopology topology;
    private static boolean started;

    @BeforeAll
    static void open() {
        topology = new RestartableTopology(dir);
    }

    @AfterAll
    static void close() {
        topology.close();
    }

    @BeforeEach
    void start() {
        if (!started) {
            topology.start();
            started = true;
        }
        await().atMost(PATIENCE).until(topology::running);
    }

    @Test
    void shouldMatchTheClientInAnyOrderWithRepeatsAndWithoutMeta() {
        for (boolean meta : new boolean[] {true, false}) {
            for (int seed = 0; seed < SEEDS; seed++) {
                String label = (meta ? "meta-" : "bare-") + seed + "-";
                topology.send(new Repeats(DUPLICATES, seed).shuffled(all(label, meta)));
            }
        }
        for (boolean meta : new boolean[] {true, false}) {
            for (int seed = 0; seed < SEEDS; seed++) {
                assertTrees((meta ? "meta-" : "bare-") + seed + "-");
            }
        }
    }

    @Test
    void shouldContinueAfterARestart() {
        List<RelabelledHook> hooks = all("restart-", true);
        topology.send(hooks.subList(0, hooks.size() / 2));
        topology.stop();
        topology.send(hooks.subList(hooks.size() / 2, hooks.size()));
        topology.start();

        assertTrees("restart-");
        assertCountedOnce("restart-", hooks);
    }

    @Test
    void shouldRestoreEverythingFromTheChangelogsWhenTheStateIsGone() throws Exception {
        List<RelabelledHook> hooks = all("restore-", true);
        topology.send(hooks.subList(0, hooks.size() / 2));
        await().atMost(PATIENCE)
                .until(() -> !topology.agents(hooks.getFirst().sessionId()).isEmpty());
        topology.stop();
        topology.deleteState();
        topology.start();
        topology.send(hooks.subList(hooks.size() / 2, hooks.size()));

        assertTrees("restore-");
        assertCountedOnce("restore-", hooks);
    }

    @Test
    void shouldContinueWhenItWasKilled() throws Exception {
        List<RelabelledHook> hooks = all("kill-", true);
        topology.stop();
        topology.deleteState();
        Process elsewhere = topology.startElsewhere();
        try {
            topology.send(hooks.subList(0, hooks.size() / 2));
            await().atMost(PATIENCE).until(() -> events("kill-").size() > hooks.size() / 4);
            topology.send(hooks.subList(hooks.size() / 2, hooks.size()));
        } finally {
            elsewhere.destroyForcibly().waitFor();
        }
        topology.takeOverState();
        topology.start();

        assertTrees("kill-");
        assertCountedOnce("kill-", hooks);
        topology.send(all("calm-", true));
        assertTrees("calm-");
        for (Recording recording : RECORDINGS) {
            assertThat(published(recording, "kill-")).as(recording.name()).isEqualTo(published(recording, "calm-"));
        }
    }

    @Test
    void shouldFilterTheWholeList() {
        topology.send(all("list-", true));
        assertTrees("list-");
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<SessionSummary> all = sessions(Set.of(), null, null, null, null);
            SessionSummary middle = all.get(all.size() / 2);
            long at = middle.lastSeenAt();
            for (AgentState state : AgentState.values()) {
                assertList(sessions(Set.of(state), null, null, null, null), all, session -> session.state() == state);
            }
            assertThat(assertList(sessions(Set.of(), at, null, null, null), all, session -> session.lastSeenAt() >= at))
                    .isNotEmpty();
            assertThat(assertList(sessions(Set.of(), null, at, null, null), all, session -> session.lastSeenAt() < at))
                    .isNotEmpty();
            String user = all.stream()
                    .map(SessionSummary::user)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            assertThat(assertList(
                            sessions(Set.of(), null, null, null, user), all, session -> user.equals(session.user())))
                    .isNotEmpty();
            assertThat(assertList(
                            sessions(Set.of(), null, null, middle.project(), null),
                            all,
                            session -> middle.project().equals(session.project())))
                    .isNotEmpty();
            assertThat(sessions(Set.of(), null, null, "no such project", null)).isEmpty();
        });
    }

    /** Page by page. */
    private static List<SessionSummary> sessions(
            Set<AgentState> states, Long from, Long to, String project, String user) {
        List<SessionSummary> sessions = new ArrayList<>();
        String cursor = null;
        do {
            Queries.Page<SessionSummary> page = topology.queries()
                    .sessions(
                            new Queries.SessionFilter(states, from, to, project, user),
                            new Queries.PageRequest(7, cursor));
            sessions.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return sessions;
    }

    private static List<SessionSummary> assertList(
            List<SessionSummary> listed, List<SessionSummary> all, Predicate<SessionSummary> such) {
        assertThat(listed)
                .extracting(SessionSummary::sessionId)
                .isEqualTo(
                        all.stream().filter(such).map(SessionSummary::sessionId).toList());
        return listed;
    }

    @Test
    void shouldRejectUnreadableRecordsAndContinue() {
        topology.send(Names.HOOKS, "dead", "not json".getBytes(StandardCharsets.UTF_8));
        topology.send(Names.HOOKS, null, new byte[0]);
        topology.send(Names.HOOKS, null, ("[\"" + "x".repeat(10_000) + "\"]").getBytes(StandardCharsets.UTF_8));
        topology.send(Names.EVENTS, "dead", "undecodable".getBytes(StandardCharsets.UTF_8));
        topology.send(all("alive-", true));

        assertTrees("alive-");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(topology.read(Names.HOOKS_REJECTED)).hasSize(4));
        List<ConsumerRecord<byte[], byte[]>> rejected = topology.read(Names.HOOKS_REJECTED);
        assertThat(rejected).allSatisfy(record -> {
            assertThat(record.value()).hasSizeLessThanOrEqualTo(4096);
            assertThat(header(record, "delegraph.reason")).isNotBlank();
        });
        assertThat(rejected)
                .filteredOn(record -> Names.HOOKS.equals(header(record, "delegraph.topic")))
                .hasSize(3);
        assertThat(rejected)
                .filteredOn(record -> "undecodable".equals(new String(record.value(), StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(record -> {
                    assertThat(header(record, "delegraph.topic")).isEqualTo(Names.EVENTS);
                    assertThat(header(record, "delegraph.reason")).startsWith("not a");
                });
    }

    /** All recordings, interleaved. */
    private static List<RelabelledHook> all(String label, boolean meta) {
        List<List<RelabelledHook>> recordings = RECORDINGS.stream()
                .map(recording -> RelabelledHook.of(recording, label, meta))
                .toList();
        int longest = recordings.stream().mapToInt(List::size).max().orElseThrow();
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(i -> recordings.stream()
                        .filter(recording -> recording.size() > i)
                        .map(recording -> recording.get(i)))
                .toList();
    }

    private static void assertTrees(String label) {
        for (Recording recording : RECORDINGS) {
            await(label + recording.name()).atMost(PATIENCE).untilAsserted(() -> {
                assertThat(topology.running()).isTrue();
                ExpectedTree.assertMatches(
                        recording.expected(),
                        topology.agents(
                                label + recording.expected().get("session_id").asText()));
            });
        }
    }

    private static void assertCountedOnce(String label, List<RelabelledHook> hooks) {
        Normalizer normalizer =
                ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"));
        List<String> expected = new ArrayList<>();
        for (RelabelledHook hook : hooks) {
            switch (normalizer.normalize(hook.envelope(), new RawPosition(0, 0, System.currentTimeMillis()))) {
                case Normalized.Accepted accepted -> accepted.events().forEach(event -> expected.add(hook.id()));
                case Normalized.Probed probed -> throw new AssertionError("a probe in a recording");
                case Normalized.Invalid rejected -> throw new AssertionError(rejected.reason());
            }
        }
        assertThat(events(label)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Ids of the committed events of sessions with a label, without events derived from two sessions. */
    private static List<String> events(String label) {
        return topology.read(Names.EVENTS).stream()
                .filter(record ->
                        record.key() != null && new String(record.key(), StandardCharsets.UTF_8).startsWith(label))
                .map(record -> (AgentEvent.InSession) Json.read(record.value(), AgentEvent.class))
                .filter(event -> !(event instanceof SessionLinked))
                .map(event -> event.origin().eventId())
                .toList();
    }

    private record PublishedRecords(
            String type, int runs, int calls, int failures, TokenUsage tokens, Long started, Long ended) {}

    private static Map<String, PublishedRecords> published(Recording recording, String label) {
        Function<AgentLifecycle, PublishedRecords> publishedRecords = agent -> new PublishedRecords(
                agent.agentType(),
                agent.runs(),
                agent.toolCalls(),
                agent.toolFailures(),
                agent.tokens(),
                agent.startedAt(),
                agent.endedAt());
        return topology.agents(label + recording.expected().get("session_id").asText()).stream()
                .collect(Collectors.toMap(AgentLifecycle::agentId, publishedRecords));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Stream.of(record.headers().toArray())
                .filter(header -> header.key().equals(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse(null);
    }
}
