package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.tools.replay.LineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Transcripts of tests, from a folder or written by hand, and the results of reading them. */
public final class Transcripts {
    /** One session, recorded through hooks and in its transcript. */
    public static final Path PAIR = Path.of("src/test/resources/transcripts/pair");

    /** A time at which every transcript here has long been inactive. */
    static final Instant LATER = Instant.parse("2026-12-24T00:00:00Z");

    private static final Pattern AGENT = Pattern.compile("agent-(.+)\\.(jsonl|meta\\.json)");

    private record Source(String agentId, List<String> lines) {}

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, JsonNode> notes = new HashMap<>();
    private final Set<String> agents = new HashSet<>();
    private final ImportReport report = new ImportReport();

    /** The transcripts of one session. */
    public static Transcripts in(Path folder) {
        Transcripts transcripts = new Transcripts();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                Matcher agent = AGENT.matcher(name);
                if (agent.matches() && agent.group(2).equals("jsonl")) {
                    transcripts.agent(agent.group(1), lines(file));
                } else if (agent.matches()) {
                    transcripts.note(agent.group(1), Files.readString(file));
                } else {
                    transcripts.session(lines(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return transcripts;
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        new LineFile(file.toString()).read((number, line) -> lines.add(line));
        return lines;
    }

    Transcripts session(List<String> lines) {
        sources.add(new Source(null, lines));
        return this;
    }

    Transcripts agent(String agentId, List<String> lines) {
        agents.add(agentId);
        sources.add(new Source(agentId, lines));
        return this;
    }

    Transcripts note(String agentId, String json) {
        notes.put(agentId, Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class));
        return this;
    }

    Transcripts shuffled(long seed) {
        Collections.shuffle(sources, new Random(seed));
        return this;
    }

    List<TranscriptHook> hooks() {
        return hooks(LATER);
    }

    List<TranscriptHook> hooks(Instant readAt) {
        List<TranscriptHook> hooks = new ArrayList<>();
        AgentFiles files = new AgentFiles(agents, notes, Map.of());
        for (Source source : sources) {
            TranscriptReader reader = new TranscriptReader(
                    source.agentId, files, CopiedEntries.NONE, readAt.toEpochMilli(), report, hooks::add);
            for (String line : source.lines) {
                String bad = reader.line(line);
                if (bad != null) {
                    report.bad("line", bad);
                }
            }
            reader.end();
            report.file();
        }
        return hooks;
    }

    /** The events that ingest makes of them when they arrive long after. */
    public List<AgentEvent.InSession> events() {
        List<AgentEvent.InSession> events = new ArrayList<>();
        Normalizer normalizer =
                ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"));
        long arrival = LATER.plus(Duration.ofMinutes(1)).toEpochMilli();
        for (TranscriptHook hook : hooks()) {
            byte[] value = hook.envelope().getBytes(StandardCharsets.UTF_8);
            switch (normalizer.normalize(value, new RawPosition(0, events.size(), arrival))) {
                case Normalized.Accepted accepted -> events.addAll(accepted.events());
                case Normalized.Probed probed -> throw new AssertionError("a probe in a transcript");
                case Normalized.Invalid rejected -> throw new AssertionError(rejected.reason());
            }
        }
        return events;
    }

    List<String> report() {
        return report.lines();
    }
}
