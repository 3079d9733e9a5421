package io.delegraph.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.lifecycle.ImportedSessions;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One session of the real client, reported by its hooks and by its transcript with times up to 0.3 s apart: nothing counts twice. */
class ImportedAndLiveSessionTest {
    /** Times differ by some ms, and a transcript contains neither the machine nor requests for permission. */
    private static final List<String> DIFFERENT = List.of(
            "requested_at",
            "started_at",
            "ended_at",
            "duration_ms",
            "last_seen_at",
            "as_of",
            "user",
            "host",
            "permission_requests",
            "permission_denials",
            "state_reason");

    private final List<AgentEvent.InSession> hooks = hooks();
    private final List<AgentEvent.InSession> transcript =
            Transcripts.in(Transcripts.PAIR.resolve("project")).events();

    private static List<AgentEvent.InSession> hooks() {
        List<AgentEvent.InSession> events = new ArrayList<>();
        Normalizer normalizer =
                ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"));
        try {
            for (String line : Files.readAllLines(Transcripts.PAIR.resolve("hooks.jsonl"))) {
                byte[] value = line.getBytes(StandardCharsets.UTF_8);
                long at = Json.MAPPER.readTree(value).get("at").longValue();
                switch (normalizer.normalize(value, new RawPosition(0, events.size(), at))) {
                    case Normalized.Accepted accepted -> events.addAll(accepted.events());
                    case Normalized.Probed probed -> throw new AssertionError("a probe in a transcript");
                    case Normalized.Invalid rejected -> throw new AssertionError(rejected.reason());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return events;
    }

    @SafeVarargs
    private static List<AgentEvent.InSession> all(List<AgentEvent.InSession>... parts) {
        List<AgentEvent.InSession> all = new ArrayList<>();
        for (List<AgentEvent.InSession> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    /** Agents by id, without fields that may differ. */
    private static Map<String, JsonNode> agents(List<AgentEvent.InSession> events, List<String> without) {
        Map<String, JsonNode> agents = new TreeMap<>();
        ImportedSessions.agents(events).forEach((id, agent) -> {
            ObjectNode json = Json.MAPPER.valueToTree(agent);
            agents.put(id, json.remove(without));
        });
        return agents;
    }

    @Test
    void shouldGiveEqualRowsInAnyOrder() {
        var rows = ImportedSessions.rows(all(hooks, transcript));

        assertThat(ImportedSessions.rows(all(transcript, hooks))).isEqualTo(rows);
        for (int seed = 0; seed < 50; seed++) {
            List<AgentEvent.InSession> shuffled = all(hooks, transcript);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(ImportedSessions.rows(shuffled)).as("seed %d", seed).isEqualTo(rows);
        }
    }

    @Test
    void shouldChangeNothingWhenItIsImportedAgain() {
        assertThat(ImportedSessions.rows(all(transcript, transcript))).isEqualTo(ImportedSessions.rows(transcript));
        assertThat(ImportedSessions.rows(all(hooks, transcript, transcript)))
                .isEqualTo(ImportedSessions.rows(all(hooks, transcript)));
    }

    @Test
    void shouldGiveTheSameStateWithTheTranscriptAsWithHooksAlone() {
        assertThat(agents(all(hooks, transcript), DIFFERENT)).isEqualTo(agents(hooks, DIFFERENT));
    }

    @Test
    void shouldGiveTheSameStateFromTheTranscriptAlone() {
        List<String> without = new ArrayList<>(DIFFERENT);
        // only entries of the root contain it
        without.add("permission_mode");
        without.add("permission_mode_source");
        assertThat(agents(transcript, without)).isEqualTo(agents(hooks, without));
    }

    @Test
    void shouldKeepTheHooksTimesOfRuns() {
        Map<String, AgentLifecycle> alone = ImportedSessions.agents(hooks);

        ImportedSessions.agents(all(hooks, transcript)).forEach((id, agent) -> {
            if (!id.equals("root") && agent.startedAt() != null) {
                assertThat(agent.startedAt()).as(id).isEqualTo(alone.get(id).startedAt());
            }
        });
        assertThat(alone).hasSize(6);
    }

    @Test
    void shouldGiveTheSameStateInWhateverOrderTheFilesAreRead() {
        List<String> report = report(Transcripts.in(Transcripts.PAIR.resolve("project")));
        var rows = ImportedSessions.rows(transcript);
        for (long seed = 0; seed < 20; seed++) {
            Transcripts shuffled =
                    Transcripts.in(Transcripts.PAIR.resolve("project")).shuffled(seed);
            assertThat(ImportedSessions.rows(shuffled.events()))
                    .as("seed %d", seed)
                    .isEqualTo(rows);
            assertThat(shuffled.report()).isEqualTo(report);
        }
    }

    @Test
    void shouldReportWhatItFound() throws IOException {
        assertThat(report(Transcripts.in(Transcripts.PAIR.resolve("project"))))
                .isEqualTo(Files.readAllLines(Transcripts.PAIR.resolveSibling("report.txt")));
    }

    private static List<String> report(Transcripts transcripts) {
        transcripts.hooks();
        return transcripts.report();
    }
}
