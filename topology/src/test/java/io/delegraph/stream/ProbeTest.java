package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.ingest.Probe;
import io.delegraph.schemas.Json;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe of the doctor is counted and leaves nothing; a session that merely resembles one is kept. */
class ProbeTest {
    private static final long NOW = 1_795_361_674_663L;
    private static final Probe PROBE = new Probe(1_795_361_674_663_123L);

    @TempDir
    Path dir;

    @Test
    void shouldCountAProbeAndStoreNothing() throws Exception {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            topology.pipe(PROBE.payload(), NOW);
            topology.pipe(
                    Json.write(Map.of(
                            "v", 1, "id", "1", "source", "claude-code", "hook", Json.MAPPER.readTree(PROBE.payload()))),
                    NOW);

            assertThat(topology.count("delegraph.probes")).isEqualTo(2);
            assertThat(topology.gauge("delegraph.probe.latest")).isEqualTo(1_795_361_674_663_123d);
            assertThat(topology.lifecycles()).isEmpty();
            assertThat(topology.read(Names.EVENTS)).isEmpty();
            assertThat(topology.read(Names.HOOKS_REJECTED)).isEmpty();
        }
    }

    @Test
    void shouldNotTakeAUsersSessionForAProbe() {
        String payload = new String(PROBE.payload(), StandardCharsets.UTF_8);
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of())) {
            topology.pipe(payload.replace("\"delegraph-doctor\"", "\"startup\"").getBytes(StandardCharsets.UTF_8), NOW);
            topology.pipe(payload.replace("doctor-1", "doctor-x").getBytes(StandardCharsets.UTF_8), NOW);

            assertThat(topology.count("delegraph.probes")).isZero();
            assertThat(topology.lifecycles()).hasSize(2);
        }
    }
}
