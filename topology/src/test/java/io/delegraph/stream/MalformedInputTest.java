package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.ExpectedTree;
import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SessionLinked;
import io.delegraph.schemas.event.Watermark;
import io.delegraph.stream.ingest.Malformed;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any input becomes an event or is rejected with the reason, is counted, and does not affect other records. */
class MalformedInputTest {
    private static final long NOW = 1_795_361_674_663L;

    @TempDir
    Path dir;

    @Test
    void shouldHandleEveryRecordAndContinue() {
        Map<String, byte[]> records = new LinkedHashMap<>(Malformed.wrongRecords());
        records.putAll(Malformed.oddRecords());
        records.putAll(Malformed.wrongFields());
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of("ingest.privacy", "full"))) {
            records.forEach((description, record) -> {
                try {
                    assertAnswered(topology, record);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(description, e);
                }
            });
            topology.lifecycles();
            topology.read(Names.WORKFLOWS);
            topology.read(Names.PROCESSES);

            assertStillTells(topology, Recording.all().findFirst().orElseThrow());
        }
    }

    @Test
    void shouldRejectInvalidHooksAndAcceptUnusualOnes() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            Malformed.wrongRecords().values().forEach(record -> topology.pipe(record, NOW));
            assertThat(topology.count("delegraph.hooks.rejected"))
                    .isEqualTo(Malformed.wrongRecords().size());

            Malformed.oddRecords().values().forEach(record -> topology.pipe(record, NOW));
            Malformed.everyEvent().forEach(event -> topology.pipe(Json.write(event), NOW));
            assertThat(topology.count("delegraph.hooks.rejected"))
                    .isEqualTo(Malformed.wrongRecords().size());
        }
    }

    @Test
    void shouldDescribeEveryHookEventThatTheClientSends() {
        assertThat(Malformed.everyEvent())
                .allSatisfy(event -> TopicSchemas.assertValid(Names.HOOKS, Json.write(event)));
    }

    private static void assertAnswered(PipedTopology topology, byte[] record) {
        int rejected = topology.count("delegraph.hooks.rejected");
        int events = topology.count("delegraph.events");

        topology.pipe(record, NOW);

        rejected = topology.count("delegraph.hooks.rejected") - rejected;
        events = topology.count("delegraph.events") - events;
        assertThat(topology.read(Names.HOOKS_REJECTED)).hasSize(rejected);
        assertThat(topology.read(Names.EVENTS).stream()
                        .map(out -> Json.read(out.value(), AgentEvent.class))
                        .filter(event -> !(event instanceof Watermark) && !(event instanceof SessionLinked)))
                .hasSize(events);
        assertThat(List.of(rejected == 1, events >= 1)).containsExactlyInAnyOrder(true, false);
    }

    private static void assertStillTells(PipedTopology topology, Recording recording) {
        recording.envelopes(true).forEach(envelope -> topology.pipe(envelope, topology.now()));
        topology.advance(LifecycleTimeouts.DEFAULT.lostCap().plusMinutes(1));
        ExpectedTree.assertMatches(
                recording.expected(),
                topology.lifecycles().values().stream()
                        .filter(agent -> agent.sessionId()
                                .equals(recording.expected().get("session_id").asText()))
                        .toList());
    }

    @Test
    void shouldNameTheIdWhenItIsTooLong() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            ObjectNode event = Malformed.everyEvent().getFirst();
            topology.pipe(Json.write(event.put("session_id", "s".repeat(10_000))), NOW);

            var rejected = topology.read(Names.HOOKS_REJECTED).getFirst();
            assertThat(rejected.headers().lastHeader("delegraph.where").value())
                    .asString()
                    .isEqualTo("session_id");
            assertThat(rejected.value()).hasSize(4096);
        }
    }
}
