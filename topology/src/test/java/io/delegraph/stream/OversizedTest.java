package io.delegraph.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.record.DeadLetterRecord;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.SizeLimitedJsonSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input of normal size may give records of any size, but none exceeds the limit of a topic. */
class OversizedTest {
    private static final long NOW = 1_795_361_674_663L;

    /** The maximum length of an id. */
    private static final String LONG = "\u00e9".repeat(500);

    @TempDir
    Path dir;

    private int number;

    private byte[] hook(String event, String fields) {
        return ("{\"id\":\"" + number++ + "\",\"at\":" + (NOW + number)
                        + ",\"hook\":{\"session_id\":\"s\",\"prompt_id\":\"p\"," + "\"hook_event_name\":\"" + event
                        + "\"" + fields + "}}")
                .getBytes(UTF_8);
    }

    /** Agents that write one file at the same time: each pair of them is a relation. */
    private void crowd(PipedTopology topology, int agents) {
        topology.pipe(hook("UserPromptSubmit", ",\"prompt\":\"go\""), NOW);
        for (int i = 0; i < agents; i++) {
            String agent = ",\"agent_id\":\"" + i + LONG + "\",\"agent_type\":\"dev\"";
            topology.pipe(
                    hook(
                            "PreToolUse",
                            ",\"tool_name\":\"Agent\",\"tool_use_id\":\"u" + i
                                    + "\",\"tool_input\":{\"subagent_type\":\"dev\",\"prompt\":\"x\"}"),
                    NOW);
            topology.pipe(hook("SubagentStart", agent), NOW);
        }
        for (int i = 0; i < agents; i++) {
            String write = ",\"agent_id\":\"" + i + LONG + "\",\"tool_name\":\"Write\",\"tool_use_id\":\"w" + i
                    + "\",\"tool_input\":{\"file_path\":\"/one/file\"}";
            topology.pipe(hook("PreToolUse", write), NOW);
            topology.pipe(hook("PostToolUse", write + ",\"tool_response\":{}"), NOW);
        }
        for (int i = 0; i < agents; i++) {
            topology.pipe(
                    hook(
                            "PostToolUse",
                            ",\"tool_name\":\"Agent\",\"tool_use_id\":\"u" + i
                                    + "\",\"tool_input\":{\"subagent_type\":\"dev\"},\"tool_response\":{\"status\":\"completed\",\"agentId\":\""
                                    + i + LONG + "\"}"),
                    NOW);
        }
        topology.pipe(hook("Stop", ""), NOW);
    }

    private static void assertFit(List<TestRecord<byte[], byte[]>> records) {
        // a tombstone has no value
        assertThat(records.stream().map(TestRecord::value).filter(Objects::nonNull))
                .isNotEmpty()
                .allSatisfy(value ->
                        assertThat(value.length).isLessThanOrEqualTo(SizeLimitedJsonSerializer.MAX_VALUE_BYTES));
    }

    @Test
    void shouldTruncateALargeWorkflowAndCountTheRest() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            crowd(topology, 50);
            topology.advance(Duration.ofMinutes(2));

            List<TestRecord<byte[], byte[]>> records = topology.read(Names.WORKFLOWS);
            assertFit(records);
            WorkflowGraph graph =
                    Json.read(records.getLast().value(), WorkflowSummary.class).graph();
            assertThat(graph.agents())
                    .extracting(AgentPart::agentId)
                    .contains("root")
                    .hasSizeGreaterThan(5);
            // 50 agents, the root, and 50 * 49 / 2 pairs
            assertThat(graph.leftOut()
                            + graph.agents().size()
                            + graph.relations().size())
                    .isEqualTo(51 + 1_225);
            assertThat(graph.leftOut()).isPositive();
            assertFit(topology.read(Names.LIFECYCLES));
        }
    }

    @Test
    void shouldMakeSeveralEventsOfALargeBatch() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            ObjectNode hook = Json.MAPPER.createObjectNode();
            hook.put("session_id", "s").put("hook_event_name", "PostToolBatch");
            ArrayNode calls = hook.putArray("tool_calls");
            for (int i = 0; i < 46_000; i++) {
                calls.addObject().put("tool_use_id", "u" + i);
            }
            topology.pipe(Json.write(hook), NOW);

            assertFit(topology.read(Names.EVENTS));
            assertThat(topology.rows("s").agents()).isNotEmpty();
        }
    }

    @Test
    void shouldKeepOnlyTheBeginningOfARejectedRecordWhateverItsKeyAndHeaders() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", "t1".getBytes(UTF_8));
            headers.add("much", new byte[500_000]);
            headers.add("delegraph.reason", "forged".getBytes(UTF_8));
            topology.pipe("k".repeat(1_048_400).getBytes(UTF_8), "{bad".getBytes(UTF_8), headers, NOW);

            TestRecord<byte[], byte[]> rejected =
                    topology.read(Names.HOOKS_REJECTED).getFirst();
            assertThat(rejected.key()).hasSize(DeadLetterRecord.KEY_BYTES);
            assertThat(rejected.value()).isEqualTo("{bad".getBytes(UTF_8));
            assertThat(text(rejected, "trace")).isEqualTo("t1");
            assertThat(rejected.headers().lastHeader("much")).isNull();
            assertThat(text(rejected, "delegraph.key_bytes")).isEqualTo("1048400");
            assertThat(rejected.headers().headers("delegraph.reason")).hasSize(1);
            assertThat(text(rejected, "delegraph.reason")).startsWith("not JSON");
        }
    }

    private static String text(TestRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }
}
