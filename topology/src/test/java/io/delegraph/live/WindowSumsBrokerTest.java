package io.delegraph.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.live.ReferenceSums.Window;
import io.delegraph.query.Queries;
import io.delegraph.query.Queries.MetricFilter;
import io.delegraph.schemas.Json;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.demo.DemoEvent;
import io.delegraph.tools.demo.DemoSchedule;
import io.delegraph.tools.demo.DemoSettings;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.replay.Repeats;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of windows on a real broker: with any order, repetitions, revisions and restarts, they equal those of a batch afterwards. */
class WindowSumsBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final double DUPLICATES = 0.2;
    private static final long SEED = 3;

    @TempDir
    Path dir;

    private RestartableTopology topology;

    @BeforeEach
    void start() {
        topology = new RestartableTopology(dir);
        topology.start();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void shouldEqualABatchOverTheTopicsAfterShufflesRevisionsAndRestarts() throws Exception {
        List<RelabelledHook> late = new ArrayList<>();
        List<RelabelledHook> hooks = new ArrayList<>();
        for (RelabelledHook hook : demo()) {
            // ends of agents are sent when the agents are already lost
            (hook.json().contains("SubagentStop") && hook.id().hashCode() % 2 == 0 ? late : hooks).add(hook);
        }
        List<RelabelledHook> shuffled = new Repeats(DUPLICATES, SEED).shuffled(hooks);
        int third = shuffled.size() / 3;

        topology.send(shuffled.subList(0, third));
        awaitSums(0);
        topology.stop();
        int before = topology.read(Names.METRICS).size();
        topology.send(shuffled.subList(third, 2 * third));
        topology.start();
        awaitSums(before);
        topology.stop();
        topology.deleteState();
        topology.send(shuffled.subList(2 * third, shuffled.size()));
        topology.start();
        await().atMost(PATIENCE).until(() -> lost() > 0);
        topology.send(new Repeats(DUPLICATES, SEED).shuffled(late));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(eventIds()).containsAll(ids(hooks)).containsAll(ids(late));
            assertThat(latest(Names.WORKFLOWS)).allMatch(workflow -> workflow.hasNonNull("graph"));
            assertSame(Set.of());
        });
        assertThat(published())
                .hasSizeGreaterThan(500)
                .anySatisfy((key, sum) -> assertThat(sum.amounts()).containsKey("half_time_saves_ms"));
        assertThat(noLongerLost()).as("losses that turned out to be none").isNotEmpty();

        // an error would be detected
        Set<Window> planted = plantOneTooMany();
        await().atMost(PATIENCE).untilAsserted(() -> assertSame(planted));
    }

    /** Asserts that topic and endpoint have the sums of a batch, except for these windows. */
    private void assertSame(Set<Window> otherwise) {
        Map<Window, ReferenceSum> expected = ReferenceSums.of(latest(Names.LIFECYCLES), latest(Names.WORKFLOWS));
        assertThat(differences(expected, published())).as(Names.METRICS).isEqualTo(otherwise);
        assertThat(differences(expected, answered())).as("the endpoint").isEqualTo(otherwise);
    }

    private static Set<Window> differences(Map<Window, ReferenceSum> one, Map<Window, ReferenceSum> other) {
        Set<Window> different = new HashSet<>(one.keySet());
        different.addAll(other.keySet());
        different.removeIf(key -> one.get(key) != null && one.get(key).equals(other.get(key)));
        return different;
    }

    /** A demo three hours ago, of which no window has expired. */
    private static List<RelabelledHook> demo() {
        long start = System.currentTimeMillis() - Duration.ofHours(3).toMillis();
        DemoSchedule schedule = new DemoSchedule(new DemoSettings(SEED, 0.5, 10, 10, null), start);
        List<RelabelledHook> hooks = new ArrayList<>();
        while (schedule.hasNext()) {
            if (schedule.next() instanceof DemoEvent.HookDue fire) {
                Hook hook = fire.hook();
                hooks.add(new RelabelledHook(hook.sessionId(), hook.id(), hook.envelope()));
            }
        }
        return hooks;
    }

    private void awaitSums(int more) {
        await().atMost(PATIENCE)
                .until(() -> topology.running() && topology.read(Names.METRICS).size() > more);
    }

    private static Set<String> ids(List<RelabelledHook> hooks) {
        return hooks.stream().map(RelabelledHook::id).collect(Collectors.toSet());
    }

    private Set<String> eventIds() {
        return topology.read(Names.EVENTS).stream()
                .map(record -> Json.read(record.value(), JsonNode.class).at("/origin/event_id"))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** The latest value of each key. */
    private List<JsonNode> latest(String topic) {
        Map<String, JsonNode> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topology.read(topic)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, Json.read(record.value(), JsonNode.class));
            }
        }
        return List.copyOf(latest.values());
    }

    private long lost() {
        return latest(Names.LIFECYCLES).stream()
                .filter(WindowSumsBrokerTest::isLost)
                .count();
    }

    private static boolean isLost(JsonNode agent) {
        return agent.get("state").textValue().equals("LOST");
    }

    /** Keys of agents that were published as lost, and as something else later. */
    private Set<String> noLongerLost() {
        Set<String> lost = new HashSet<>();
        Set<String> revised = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : topology.read(Names.LIFECYCLES)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() != null && isLost(Json.read(record.value(), JsonNode.class))) {
                lost.add(key);
            } else if (lost.contains(key) && !key.endsWith("/root")) {
                revised.add(key);
            }
        }
        return revised;
    }

    private Map<Window, ReferenceSum> published() {
        return keyed(latest(Names.METRICS));
    }

    private Map<Window, ReferenceSum> answered() {
        List<JsonNode> windows = new ArrayList<>();
        for (WindowSize size : WindowSize.values()) {
            for (Subject subject : Subject.values()) {
                for (Grouping grouping : Groupings.of(subject)) {
                    Queries.Page<?> page =
                            topology.queries().metrics(new MetricFilter(size, grouping, 0, Long.MAX_VALUE, null));
                    assertThat(page.missingPartitions()).isEmpty();
                    page.items().forEach(window -> windows.add(Json.read(Json.write(window), JsonNode.class)));
                }
            }
        }
        return keyed(windows);
    }

    private static Map<Window, ReferenceSum> keyed(List<JsonNode> windows) {
        return windows.stream().collect(Collectors.toMap(Window::of, ReferenceSum::of));
    }

    /** Adds a delegation that did not happen to some minute; returns its windows. */
    private Set<Window> plantOneTooMany() {
        Window minute = published().keySet().stream()
                .filter(key -> key.window().equals("1m") && key.subject().equals("delegation"))
                .filter(key -> key.group().isEmpty())
                .findFirst()
                .orElseThrow();
        String delta = "{\"source\":\"" + minute.source()
                + "\",\"subject\":\"delegation\",\"group_by\":\"all\",\"values\":[]," + "\"changes\":[{\"minute\":"
                + minute.start() + ",\"amounts\":{\"completed\":1},\"buckets\":{}}]}";
        topology.send(Names.METRIC_DELTAS, minute.source() + "/delegation/all", delta.getBytes(StandardCharsets.UTF_8));
        return published().keySet().stream()
                .filter(key -> key.source().equals(minute.source())
                        && key.subject().equals("delegation")
                        && key.group().isEmpty())
                .filter(key -> key.start() <= minute.start()
                        && minute.start() < key.start() + ReferenceSums.WINDOWS.get(key.window()))
                .collect(Collectors.toSet());
    }
}
