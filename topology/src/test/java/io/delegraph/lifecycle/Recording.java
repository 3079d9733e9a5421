package io.delegraph.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A recording of the real client with what the client itself knew. */
public record Recording(String name, List<JsonNode> lines, JsonNode expected) {
    private static final Path OWN = Path.of("src/test/resources/recordings");

    /** The project's own recordings, and those that {@code delegraph.recordings} names. */
    public static Stream<Recording> all() {
        Stream<Path> folders = Stream.of(OWN);
        String more = System.getProperty("delegraph.recordings");
        if (more != null && !more.isBlank()) {
            folders = Stream.concat(folders, Stream.of(Path.of(more)));
        }
        return folders.flatMap(Recording::in);
    }

    public static Recording named(String name) {
        return read(OWN.resolve(name + ".jsonl"));
    }

    private static Stream<Recording> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .map(Recording::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording read(Path file) {
        try {
            String name = file.getFileName().toString().replace(".jsonl", "");
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                lines.add(Json.MAPPER.readTree(line));
            }
            JsonNode expected = Json.MAPPER.readTree(Files.readAllBytes(file.resolveSibling(name + ".expected.json")));
            return new Recording(name, lines, expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each line as an envelope with a stable id and its time. */
    public List<byte[]> envelopes(boolean meta) {
        List<byte[]> envelopes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode envelope;
            if (lines.get(i).has("hook")) {
                envelope = lines.get(i).deepCopy();
                if (!meta) {
                    envelope.remove("agent_meta");
                }
            } else {
                envelope = Json.MAPPER.createObjectNode();
                envelope.put("id", name + "-" + i)
                        .put("at", lines.get(i).get("t").longValue());
                envelope.set("hook", lines.get(i).get("p"));
                if (meta && lines.get(i).has("m")) {
                    envelope.set("agent_meta", lines.get(i).get("m"));
                }
            }
            envelopes.add(Json.write(envelope));
        }
        return envelopes;
    }

    /** The events in the order of the recording; each arrives when it was fired. */
    public List<AgentEvent.InSession> events(boolean meta) {
        Normalizer normalizer =
                ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.keyed("a key for the tests"));
        List<AgentEvent.InSession> events = new ArrayList<>();
        List<byte[]> envelopes = envelopes(meta);
        for (int i = 0; i < envelopes.size(); i++) {
            JsonNode line = lines.get(i);
            long at = (line.has("t") ? line.get("t") : line.get("at")).longValue();
            switch (normalizer.normalize(envelopes.get(i), new RawPosition(0, i, at))) {
                case Normalized.Accepted accepted -> events.addAll(accepted.events());
                case Normalized.Probed probed -> throw new AssertionError(name + " has a probe");
                case Normalized.Invalid rejected ->
                    throw new AssertionError(name + " line " + (i + 1) + ": " + rejected.reason());
            }
        }
        return events;
    }

    @Override
    public String toString() {
        return name;
    }
}
