package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain of agents that each start the next: the size of their records must not grow with the square of their number. */
class DeepChainTest {
    private static final long START = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();
    private static final int DEPTH = 150;

    @TempDir
    Path state;

    @Test
    void shouldTruncateALongPathAndKeepItsLength() {
        try (PipedTopology topology = new PipedTopology(state, START, Map.of())) {
            for (int i = 1; i <= DEPTH; i++) {
                String parent = i == 1 ? "" : ",\"agent_id\":\"a" + (i - 1) + "\",\"agent_type\":\"Explore\"";
                String call = parent + ",\"tool_name\":\"Agent\",\"tool_use_id\":\"t" + i
                        + "\",\"tool_input\":{\"description\":\"d\",\"prompt\":\"p\",\"subagent_type\":\"Explore\"}";
                pipe(topology, "PreToolUse", call);
                pipe(topology, "SubagentStart", ",\"agent_id\":\"a" + i + "\",\"agent_type\":\"Explore\"");
                pipe(
                        topology,
                        "PostToolUse",
                        call + ",\"tool_response\":{\"status\":\"completed\",\"agentId\":\"a" + i + "\"}");
            }
            topology.advance(Duration.ofSeconds(10));

            Map<String, AgentLifecycle> agents = topology.lifecycles();
            AgentLifecycle deepest = agents.get("s/a" + DEPTH);
            assertThat(deepest.parentAgentId()).isEqualTo("a" + (DEPTH - 1));
            assertThat(deepest.agentHierarchyLevel()).isEqualTo(DEPTH);
            assertThat(deepest.agentHierarchyPath())
                    .hasSize(AgentLifecycle.MAX_PATH_LENGTH)
                    .startsWith("root", "a1", "a2")
                    .endsWith("a63");
            assertThat(agents.get("s/a63").agentHierarchyPath()).hasSize(64).endsWith("a62", "a63");
            assertThat(agents.get("s/a64").agentHierarchyPath()).hasSize(64).endsWith("a62", "a63");
        }
    }

    private static void pipe(PipedTopology topology, String event, String more) {
        String payload = "{\"session_id\":\"s\",\"hook_event_name\":\"" + event + "\"" + more + "}";
        topology.pipe(payload.getBytes(StandardCharsets.UTF_8), topology.now());
    }
}
