package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.lifecycle.ExpectedTree;
import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real client's sessions through the whole topology: every value is valid, and together they form the tree. */
class RecordingsTopologyTest {
    @TempDir
    Path dir;

    static Stream<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void shouldPublishTheTreeInValidRecordsUnderTheirKeys(Recording recording) {
        List<byte[]> envelopes = recording.envelopes(true);
        try (PipedTopology topology =
                new PipedTopology(dir, at(recording.lines().getFirst()), Map.of())) {
            for (int i = 0; i < envelopes.size(); i++) {
                TopicSchemas.assertValid(Names.HOOKS, envelopes.get(i));
                topology.advanceTo(at(recording.lines().get(i)));
                topology.pipe(envelopes.get(i), at(recording.lines().get(i)));
            }
            // after all inactivity timeouts
            topology.advance(LifecycleTimeouts.DEFAULT.lostCap().plusMinutes(1));

            String session = recording.expected().get("session_id").asText();
            ExpectedTree.assertMatches(
                    recording.expected(),
                    topology.lifecycles().values().stream()
                            .filter(agent -> agent.sessionId().equals(session))
                            .toList());
            assertThat(topology.read(Names.HOOKS_REJECTED)).isEmpty();
            assertThat(topology.read(Names.EVENTS)).hasSizeGreaterThanOrEqualTo(envelopes.size());
            assertThat(topology.lifecycles().values())
                    .filteredOn(agent -> agent.workflowId() != null && agent.runs() > 0)
                    .allSatisfy(agent ->
                            assertThat(agent.context()).as(agent.agentId()).isNotNull());
            List<TestRecord<byte[], byte[]>> workflows = topology.read(Names.WORKFLOWS);
            assertThat(workflows).isNotEmpty().allSatisfy(RecordingsTopologyTest::underItsKey);
            assertThat(Json.read(workflows.getLast().value(), WorkflowSummary.class)
                            .graph())
                    .isNotNull();
            topology.read(Names.PROCESSES);
        }
    }

    private static long at(JsonNode line) {
        return (line.has("t") ? line.get("t") : line.get("at")).longValue();
    }

    private static void underItsKey(TestRecord<byte[], byte[]> record) {
        List<String> parts = PipedTopology.parts(new String(record.key(), StandardCharsets.UTF_8));
        if (record.value() != null) {
            WorkflowSummary workflow = Json.read(record.value(), WorkflowSummary.class);
            assertThat(parts).containsExactly(workflow.sessionId(), workflow.workflowId());
        }
    }
}
