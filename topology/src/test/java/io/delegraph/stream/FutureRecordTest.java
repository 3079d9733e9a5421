package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.stream.record.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record from the year 2100, by its producer's or its broker's time, does not affect any other agent. */
class FutureRecordTest {
    private static final long FUTURE = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    private static final String INTRUDER = "intruder";

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"fan", "waves", "below", "note"})
    void shouldNotAffectOtherAgents(String name) {
        Recording recording = Recording.all()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        String session = recording.expected().get("session_id").asText();

        Map<String, AgentLifecycle> without = run(recording, "without", topology -> {});
        Map<String, AgentLifecycle> withRecord = run(recording, "with", topology -> {
            topology.pipe(intruder("other", FUTURE), topology.now());
            topology.pipe(intruder(session, FUTURE), topology.now());
        });
        Map<String, AgentLifecycle> stamped = run(recording, "stamped", topology -> {
            topology.pipe(intruder("other", null), FUTURE);
            topology.pipe(intruder(session, FUTURE), FUTURE);
        });

        assertThat(without.values()).noneMatch(agent -> agent.state() == AgentState.LOST);
        assertThat(withRecord).isEqualTo(without);
        assertThat(stamped).isEqualTo(without);
    }

    /** The lifecycles without the intruder's, fifteen minutes after a recording with an inserted record. */
    private Map<String, AgentLifecycle> run(Recording recording, String name, Consumer<PipedTopology> middle) {
        List<byte[]> envelopes = recording.envelopes(true);
        long at = recording.lines().getFirst().get("t").longValue();
        try (PipedTopology topology = new PipedTopology(dir.resolve(name), at, Map.of())) {
            for (int i = 0; i < envelopes.size(); i++) {
                topology.advanceTo(recording.lines().get(i).get("t").longValue());
                topology.pipe(envelopes.get(i), topology.now());
                if (i == envelopes.size() / 2) {
                    middle.accept(topology);
                }
            }
            topology.advance(Duration.ofMinutes(15));
            Map<String, AgentLifecycle> others = new TreeMap<>();
            topology.lifecycles().forEach((key, agent) -> {
                if (!key.startsWith("other/") && !agent.agentId().equals(INTRUDER)) {
                    others.put(key, agent.asOf(0, agent.stateReason()));
                }
            });
            assertThat(topology.read(Names.HOOKS_REJECTED)).isEmpty();
            return others;
        }
    }

    /** A tool call of an unrelated agent. */
    private static byte[] intruder(String session, Long at) {
        ObjectNode envelope = Json.MAPPER.createObjectNode().put("id", "future-" + session);
        envelope.put("at", at);
        envelope.putObject("hook")
                .put("session_id", session)
                .put("hook_event_name", "PreToolUse")
                .put("agent_id", INTRUDER)
                .put("agent_type", INTRUDER)
                .put("tool_name", "Read")
                .put("tool_use_id", "future");
        return Json.write(envelope);
    }
}
